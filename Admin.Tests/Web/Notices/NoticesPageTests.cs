using Admin.Domain.Notices;
using Admin.Tests.Domain.Notices;
using Admin.Web.Features.Notices;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Notices;

public sealed class NoticesPageTests : NoticePagesContext
{
    [Fact]
    public void Page_NothingTold_SaysWhatWouldStandHere()
    {
        var page = Notices();

        page.WaitForAssertion(() => Assert.Contains("Nothing to tell", page.Markup, StringComparison.Ordinal), Patience);
        Assert.True(page.Find("[data-testid=mark-all-read]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Page_MarkOneThenAll_IsReadAtOnce()
    {
        await Test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b"), NoticesFixture.Draft("c"));
        var page = Notices();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".notice[data-read=false]").Count), Patience);

        await page.Find(".notice .button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".notice[data-read=false]").Count), Patience);

        await page.Find("[data-testid=mark-all-read]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".notice[data-read=false]")), Patience);
        Assert.Equal(3, page.FindAll(".notice").Count);
        Assert.Equal(0, await Test.UnreadAsync(Test.World.Acme.Admin));
    }

    [Fact]
    public async Task Page_NoticeComesIn_ListsItByItself()
    {
        var page = Notices();
        page.WaitForAssertion(() => Assert.Contains("Nothing to tell", page.Markup, StringComparison.Ordinal), Patience);

        await TellAsync(NoticesFixture.Draft("a"));

        page.WaitForAssertion(() => Assert.Contains("API_KEY expires on", page.Find(".notice").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Page_Filters_StandInTheAddress()
    {
        await Test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b", NoticeKinds.ServiceTokenCreated));
        GoTo("/o/acme/notices?group=service_tokens");
        var page = Notices();
        page.WaitForAssertion(() => Assert.Contains("New service token", Assert.Single(page.FindAll(".notice")).TextContent, StringComparison.Ordinal), Patience);

        await page.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });

        Assert.EndsWith("/o/acme/notices?unread=true&group=service_tokens", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_GroupUnticked_IsKeptForThisPerson()
    {
        var page = Render<NoticeMailPage>(p => p.Add(m => m.Organization, "acme").AddCascadingValue(Page));
        page.WaitForAssertion(() => Assert.Equal(Enum.GetValues<NoticeGroup>().Length, page.FindAll("input[type=checkbox]").Count), Patience);
        Assert.Contains("No mail server", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find("#mail-visits").HasAttribute("checked"));

        await page.Find("#mail-visits").ChangeAsync(new ChangeEventArgs { Value = false });
        await page.Find("form").SubmitAsync();

        var choices = (await Test.World.Get<NoticePreferences>().GetAsync(Test.World.Acme.Admin, NoticesFixture.Ct)).Value;
        Assert.False(choices.Single(c => c.Group == NoticeGroup.Visits).Mail);
        Assert.True(choices.Single(c => c.Group == NoticeGroup.ServiceTokens).Mail);
    }

    private IRenderedComponent<NoticesPage> Notices() => Render<NoticesPage>(p => p.Add(n => n.Organization, "acme").AddCascadingValue(Page));
}
