using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Web.Features.Campaigns;
using Bunit;

namespace Admin.Tests.Web.Campaigns;

/// <summary>A campaign's page over the real live topic: numbers move by themselves, acts happen once.</summary>
public sealed class CampaignPageTests : CampaignPages
{
    private const string Status = "[data-campaign-status]";

    [Fact]
    public async Task Page_NothingTold_IsReadAgainBeforeItsNumbersAreASecondOld()
    {
        var id = await RunningAsync((RecipientState.Pending, null), (RecipientState.Sent, null));
        var page = Open(id);
        page.WaitForElement("live-mark", Patience);
        Assert.Equal("1000", page.Find("live-mark").GetAttribute("fresh"));
        var before = page.Find("live-mark").GetAttribute("at");

        World.Time.Advance(TimeSpan.FromMilliseconds(900));

        page.WaitForAssertion(() => Assert.NotEqual(before, page.Find("live-mark").GetAttribute("at")), Patience);
    }

    [Fact]
    public async Task Number_StoppedOnThePage_LeavesItsPartAndCanSendAgain()
    {
        await World.Db.AddAsync(Number.Create(Acme.Id, "300", "+55 11 4000-0300", "Support", Acme.Secret.Id, 80, World.Now));
        var id = await RunningAsync((RecipientState.Pending, null));
        await World.SendFromAsync(id, "300");
        var page = Open(id);
        page.WaitForElement("[data-number='300'] button", Patience);

        await page.Find("[data-number='300'] button").ClickAsync(new());
        page.WaitForElement("[data-number='300'] [data-stopped=true]", Patience);
        Assert.Empty(page.FindAll($"[data-number='{Acme.Number.PhoneNumberId}'] button"));
        await page.Find("[data-number='300'] button").ClickAsync(new());

        page.WaitForElement("[data-number='300'] [data-stopped=false]", Patience);
        Assert.Equal(["campaign.number_stopped", "campaign.number_resumed"], (await ActsAsync(id)).TakeLast(2));
    }

    [Fact]
    public async Task Page_OfAnotherOrganizationsCampaign_IsNotFoundAndHasNoMark()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        SignIn(World.Globex.Admin);
        GoTo("/o/globex");

        var page = Open(id);

        page.WaitForAssertion(() => Assert.Contains("campaign_not_found", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("live-mark"));
    }

    [Fact]
    public async Task Page_MembershipEnded_SaysSoInPlaceOfNumbersThatStandStill()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        SignIn(Acme.Manager);
        var page = Open(id);
        page.WaitForElement(Status, Patience);

        Assert.Null((await World.Get<Members>().RemoveAsync(Acme.Admin, Acme.Manager.Person!.Value, Ct)).Error);
        World.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForElement("[role=alert]", Patience);
        Assert.Empty(page.FindAll(Status));
        Assert.Empty(page.FindAll("live-mark"));
    }

    [Fact]
    public async Task Pause_PressedByTwoPeople_HappensOnceAndTheSecondIsTold()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        var view = await ViewAsync(id);
        var (first, second) = (Actions(view), Actions(view));

        await Button(first, "Pause").ClickAsync(new());
        await Button(second, "Pause").ClickAsync(new());

        Assert.Contains("campaign_status", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(first.FindAll("[role=alert]"));
        Assert.Single(await ActsAsync(id), "campaign.paused");
    }

    [Fact]
    public async Task Pause_PressedTwiceAtOnce_IsAskedForOnce()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        var actions = Actions(await ViewAsync(id));
        var button = Button(actions, "Pause");

        // Both presses are on their way before the first answer is there.
        await Task.WhenAll(button.ClickAsync(new()), button.ClickAsync(new()));

        Assert.Single(await ActsAsync(id), "campaign.paused");
        Assert.Equal(CampaignStatus.Paused, (await ViewAsync(id)).Status);
    }

    [Fact]
    public async Task Acts_PauseThenResumeOnThePage_ShowAtOnceWithoutANote()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        var page = Open(id);
        page.WaitForElement(Status, Patience);

        await Button(page, "Pause").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("paused", page.Find(Status).GetAttribute("data-campaign-status")), Patience);
        await Button(page, "Resume").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("running", page.Find(Status).GetAttribute("data-campaign-status")), Patience);
        Assert.Equal(["campaign.paused", "campaign.resumed"], (await ActsAsync(id)).TakeLast(2));
    }

    [Fact]
    public async Task RetryFailed_ConfirmedTwice_PutsThemBackOnce()
    {
        var id = await RunningAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131026"), (RecipientState.Sent, null));
        var dialogs = Dialogs();
        var view = await ViewAsync(id);
        var (first, second) = (Actions(view), Actions(view));

        foreach (var actions in new[] { first, second })
        {
            var pressed = Button(actions, "Retry failed (2)").ClickAsync(new());
            Confirm(dialogs);
            await pressed.WaitAsync(Patience, Ct);
        }

        Assert.Contains("nothing_to_retry", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(await ActsAsync(id), "campaign.failed_retried");
        Assert.Equal((2, 0, 3), ((await ViewAsync(id)).Counts.Pending, (await ViewAsync(id)).Counts.Failed, (await ViewAsync(id)).Counts.Total));
    }

    [Fact]
    public async Task Cancel_NotConfirmed_ChangesNothing_ConfirmedTwice_HappensOnce()
    {
        var id = await RunningAsync((RecipientState.Pending, null), (RecipientState.Sent, null));
        var dialogs = Dialogs();
        var view = await ViewAsync(id);
        var (first, second) = (Actions(view), Actions(view));
        var pressed = Button(first, "Cancel campaign").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog-actions .button", Patience).Click();
        await pressed.WaitAsync(Patience, Ct);
        Assert.Equal(CampaignStatus.Running, (await ViewAsync(id)).Status);

        foreach (var actions in new[] { first, second })
        {
            pressed = Button(actions, "Cancel campaign").ClickAsync(new());
            Confirm(dialogs);
            await pressed.WaitAsync(Patience, Ct);
        }

        Assert.Contains("campaign_status", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(await ActsAsync(id), "campaign.cancelled");
        Assert.Equal((0, 1, 1), ((await ViewAsync(id)).Counts.Pending, (await ViewAsync(id)).Counts.Cancelled, (await ViewAsync(id)).Counts.Sent));
    }

    [Fact]
    public async Task SettleAll_ConfirmedTwice_CountsThemOnce()
    {
        var id = await RunningAsync((RecipientState.Ambiguous, "timeout"), (RecipientState.Ambiguous, "timeout"), (RecipientState.Sent, null));
        var dialogs = Dialogs();
        var view = await ViewAsync(id);
        var (first, second) = (Settle(view), Settle(view));

        foreach (var settle in new[] { first, second })
        {
            var pressed = Button(settle, "Count all 2 as sent").ClickAsync(new());
            Confirm(dialogs);
            await pressed.WaitAsync(Patience, Ct);
        }

        Assert.Contains("nothing_to_settle", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(await ActsAsync(id), "campaign.recipients_counted_as_sent");
        Assert.Equal((3, 0), ((await ViewAsync(id)).Counts.Sent, (await ViewAsync(id)).Counts.Ambiguous));
    }

    private IRenderedComponent<CampaignPage> Open(CampaignId id) =>
        Render<CampaignPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme").Add(c => c.Id, id.Value));

    private IRenderedComponent<CampaignActions> Actions(CampaignView view) =>
        Render<CampaignActions>(p => p.AddCascadingValue(Page()).Add(c => c.Campaign, view));

    private IRenderedComponent<SettleAll> Settle(CampaignView view) =>
        Render<SettleAll>(p => p.AddCascadingValue(Page()).Add(c => c.Campaign, view));
}
