using Admin.Domain.Notices;
using Admin.Web.Features.Notices;

namespace Admin.Tests.Web.Notices;

public sealed class NoticeListStateTests
{
    [Fact]
    public void Url_OfFilters_IsReadBackAsTheyWere()
    {
        var state = new NoticeListState(Unread: true, NoticeGroup.ManyReveals);

        Assert.Equal("/o/acme/notices?unread=true&group=many_reveals", state.Url("acme"));
        Assert.Equal(state, NoticeListState.Parse(true, "many_reveals"));
        Assert.Equal("/o/acme/notices", new NoticeListState().Url("acme"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ManyReveals")]
    [InlineData("no_such_group")]
    public void Parse_UnknownGroup_FiltersNothing(string? group) => Assert.False(NoticeListState.Parse(null, group).IsFiltered);
}
