using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Web.Features.Campaigns;
using Bunit;
using MudBlazor;

namespace Admin.Tests.Web.Campaigns;

/// <summary>What a person is told before a campaign starts, and that only their word starts it, once.</summary>
public sealed class StartDialogTests : CampaignPages
{
    [Fact]
    public async Task Start_Asked_SaysHowManyHowFastHowLongAndWhatRules()
    {
        var (dialogs, _, _) = await AskAsync(await DraftAsync(190));

        Assert.Equal("190", Figure(dialogs, "total"));
        Assert.Equal("1.7", Figure(dialogs, "speed"));
        Assert.Equal("2 min", Figure(dialogs, "duration"));
        var note = dialogs.Find("[data-forecast]");
        Assert.Equal(LimitedBy.Organization, note.GetAttribute("data-forecast"));
        Assert.Contains("100 messages a minute", note.TextContent, StringComparison.Ordinal);
        Assert.Equal("/o/acme/rate-limits", note.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Start_ThoughtBetterOf_StaysADraft()
    {
        var id = await DraftAsync(3);
        var (dialogs, _, pressed) = await AskAsync(id);

        await dialogs.Find(".mud-dialog-actions .button").ClickAsync(new());
        await pressed.WaitAsync(Patience, Ct);

        Assert.Equal(CampaignStatus.Draft, (await ViewAsync(id)).Status);
        Assert.DoesNotContain("campaign.started", await ActsAsync(id));
    }

    [Fact]
    public async Task Start_ConfirmedByTwo_StartsOnceAndTheSecondIsTold()
    {
        var id = await DraftAsync(3);
        var (dialogs, first, pressed) = await AskAsync(id);
        var view = await ViewAsync(id);
        var second = Render<CampaignActions>(p => p.AddCascadingValue(Page()).Add(c => c.Campaign, view));

        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);
        pressed = Button(second, "Start campaign").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.Empty(first.FindAll("[role=alert]"));
        Assert.Contains("campaign_status", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(await ActsAsync(id), "campaign.started");
        Assert.Equal(CampaignStatus.Planning, (await ViewAsync(id)).Status);
    }

    private static string Figure(IRenderedComponent<MudDialogProvider> dialogs, string name) => dialogs.Find($"[data-start={name}]").TextContent;

    /// <summary>Presses "Start campaign"; the handler ends with its dialog.</summary>
    private async Task<(IRenderedComponent<MudDialogProvider> Dialogs, IRenderedComponent<CampaignActions> Actions, Task Pressed)> AskAsync(CampaignId id)
    {
        var dialogs = Dialogs();
        var view = await ViewAsync(id);
        var actions = Render<CampaignActions>(p => p.AddCascadingValue(Page()).Add(c => c.Campaign, view));
        var pressed = Button(actions, "Start campaign").ClickAsync(new());
        dialogs.WaitForElement("[data-start=total]", Patience);
        return (dialogs, actions, pressed);
    }
}
