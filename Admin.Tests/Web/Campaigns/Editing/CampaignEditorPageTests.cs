using Admin.Domain.Campaigns;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>The way through the steps, and the last of them.</summary>
public sealed class CampaignEditorPageTests : EditorPages
{
    private string Uri => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public async Task Steps_OfAFreshDraft_AreLinksThatSayHowFarTheyAre()
    {
        var id = await BegunAsync();
        var page = Open(id, "nowhere", "#campaign-name");

        page.WaitForAssertion(() => Assert.Equal(["open", "open", "done", "open"], page.FindAll("[data-step]").Select(s => s.GetAttribute("data-standing"))), Patience);
        Assert.Equal($"/o/acme/campaigns/{id}/edit/what", page.Find("[data-step=what] a").GetAttribute("href"));
        Assert.Equal("step", page.Find("[data-step=who] a").GetAttribute("aria-current"));
        Assert.Equal($"/o/acme/campaigns/{id}/edit/what", page.Find("[data-next]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-back]"));
    }

    [Fact]
    public async Task Check_OfADraftThatLacksAll_NamesEachFaultWithTheStepThatMendsIt()
    {
        var id = await BegunAsync();

        var page = Open(id, "check", "[data-preflight]");

        Assert.EndsWith("/edit/who", page.Find("[data-fault=audience_empty] a").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.EndsWith("/edit/what", page.Find("[data-fault=campaign_without_template] a").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.True(page.Find("[data-start-campaign]").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-next]"));
    }

    [Fact]
    public async Task Check_Started_LeadsToTheCampaign()
    {
        var id = await DraftAsync(2);
        var dialogs = Dialogs();
        var page = Open(id, "check", "[data-preflight]");
        Assert.Contains("primary", page.Find("[data-start-campaign]").ClassName!, StringComparison.Ordinal);

        var pressed = page.Find("[data-start-campaign]").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.EndsWith($"/o/acme/campaigns/{id}", Uri, StringComparison.Ordinal);
        Assert.Equal(CampaignStatus.Planning, (await ViewAsync(id)).Status);
    }

    [Fact]
    public async Task Check_ForAManager_HasNoStart()
    {
        var page = Look(await DraftAsync(2), "check", "[data-preflight]");

        Assert.Empty(page.FindAll("[data-start-campaign]"));
    }

    [Fact]
    public async Task Step_OfACampaignThatHasStarted_LeadsToTheCampaign()
    {
        var id = await RunningAsync((RecipientState.Pending, null));

        var page = Open(id, "what", "[data-started]");

        Assert.Equal($"/o/acme/campaigns/{id}", page.Find("[data-started] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("input, select, [data-step]"));
    }

    [Fact]
    public async Task Step_OfAnotherOrganizationsCampaign_IsNotFound()
    {
        var id = await BegunAsync();
        SignIn(World.Globex.Admin);
        GoTo("/o/globex");

        var page = Open(id, "who", "[role=alert]");

        Assert.Contains("campaign_not_found", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_WithANameOnly_IsBegunAndLeadsToWho()
    {
        var page = Render<NewCampaignPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme"));
        await page.WaitForElement("#campaign-name", Patience).ChangeAsync(new ChangeEventArgs { Value = "June" });
        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/edit/who", Uri, StringComparison.Ordinal);
        var made = await BegunNowAsync();
        Assert.Equal(("June", false), (made.Name, made.HasTemplate));
    }

    [Fact]
    public async Task New_OfATemplateAndAnEarlierCampaignsPeople_BeginsWithBoth()
    {
        var earlier = await RunningAsync((RecipientState.Failed, "131026"), (RecipientState.Read, null));
        GoTo($"/o/acme/campaigns/new?template={Acme.Template.Id}&from={earlier}&outcome=failed");
        var page = Render<NewCampaignPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme"));
        page.WaitForElement("[data-with-template]", Patience);
        await page.Find("#campaign-name").ChangeAsync(new ChangeEventArgs { Value = "Again" });
        await page.Find("form").SubmitAsync();

        var made = await BegunNowAsync();
        Assert.Equal(("Again", "order_update", 1), (made.Name, made.TemplateName, made.Total));
        Assert.Equal(["{{name}}", ""], made.TemplateParameters);
    }

    private Task<CampaignView> BegunNowAsync() => ViewAsync(new CampaignId(Guid.Parse(new Uri(Uri).Segments[^3].TrimEnd('/'))));
}
