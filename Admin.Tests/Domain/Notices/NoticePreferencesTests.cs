using Admin.Domain.Notices;

namespace Admin.Tests.Domain.Notices;

public sealed class NoticePreferencesTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private NoticesFixture _test = null!;

    private NoticePreferences Service => _test.World.Get<NoticePreferences>();

    public async ValueTask InitializeAsync() => _test = await NoticesFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Get_NothingChosen_AnswersTheDefaults()
    {
        var choices = (await Service.GetAsync(_test.World.Acme.Admin, Ct)).Value;

        Assert.Equal(Enum.GetValues<NoticeGroup>(), choices.Select(c => c.Group));
        Assert.Equal([NoticeGroup.OverdueSecrets], choices.Where(c => !c.Mail).Select(c => c.Group));
    }

    [Fact]
    public async Task Get_ByOtherRoles_OffersNothingThatTheyCannotReceive()
    {
        Assert.Equal([NoticeGroup.Senders, NoticeGroup.Campaigns], (await Service.GetAsync(_test.World.Acme.Manager, Ct)).Value.Select(c => c.Group));
        Assert.Empty((await Service.GetAsync(_test.World.Acme.Support, Ct)).Value);
    }

    [Fact]
    public async Task Set_SomeGroups_HoldsForThisPersonInThisOrganization()
    {
        await Service.SetAsync(_test.World.Acme.Admin, [new(NoticeGroup.Visits, false), new(NoticeGroup.OverdueSecrets, true)], Ct);
        await Service.SetAsync(_test.World.Acme.Admin, [new(NoticeGroup.Visits, true)], Ct);

        Assert.All((await Service.GetAsync(_test.World.Acme.Admin, Ct)).Value, c => Assert.True(c.Mail));
        Assert.False((await Service.GetAsync(_test.Second, Ct)).Value.Single(c => c.Group == NoticeGroup.OverdueSecrets).Mail);
        Assert.False((await Service.GetAsync(_test.World.Globex.Admin, Ct)).Value.Single(c => c.Group == NoticeGroup.OverdueSecrets).Mail);
    }

    [Fact]
    public async Task Set_AGroupTwice_IsRefused() =>
        Assert.Equal("notice_group_twice", (await Service.SetAsync(_test.Second, [new(NoticeGroup.Visits, false), new(NoticeGroup.Visits, true)], Ct)).Error?.Code);
}
