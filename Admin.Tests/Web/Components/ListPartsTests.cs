using Admin.Web.Components.Shared;
using Bunit;

namespace Admin.Tests.Web.Components;

public sealed class ListPartsTests : ComponentContext
{
    [Theory]
    [InlineData("+5521980000042", "+55 21 98000-0042")]
    [InlineData("+552132000042", "+55 21 3200-0042")]
    [InlineData("+55 21 •••••-0042", "+55 21 •••••-0042")]
    [InlineData("+14155550142", "+14155550142")]
    public void MaskedPhone_Brazilian_IsGroupedAndOthersStay(string phone, string expected) =>
        Assert.Equal(expected, Render<MaskedPhone>(p => p.Add(c => c.Phone, phone)).Find("span").TextContent);

    [Theory]
    [InlineData(1, null, "1 entry")]
    [InlineData(0, null, "0 entries")]
    [InlineData(1200, 1200, "1,200 entries")]
    [InlineData(1200, 50, "50 of 1,200")]
    public void ItemCount_TotalAndShown_AreSaid(int total, int? shown, string expected) =>
        Assert.Equal(expected, Render<ItemCount>(p => p.Add(c => c.Total, total).Add(c => c.Shown, shown)).Find(".count").TextContent);
}
