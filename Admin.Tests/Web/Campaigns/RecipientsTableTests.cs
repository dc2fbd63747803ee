using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns;

/// <summary>The table of a campaign's recipients: what it shows to whom, and what its buttons do.</summary>
public sealed class RecipientsTableTests : CampaignPages
{
    private static readonly (RecipientState, string?)[] People =
    [
        (RecipientState.Failed, "131026"),
        (RecipientState.Failed, "131049"),
        (RecipientState.Ambiguous, "timeout"),
        (RecipientState.Sent, null),
        (RecipientState.Pending, null),
    ];

    [Theory]
    [InlineData(null, null, 5)]
    [InlineData("failed", null, 2)]
    [InlineData("failed", "131026", 1)]
    [InlineData("read", null, 0)]
    public async Task Table_UnderAFilter_ShowsThoseAndTheirNumber(string? status, string? code, int expected)
    {
        var table = Show(await ViewAsync(await RunningAsync(People)), status, code);

        table.WaitForAssertion(() => Assert.Equal(expected, table.FindAll("[data-ordinal]").Count), Patience);
        Assert.Equal(expected == 1 ? "1 entry" : $"{expected} entries", table.Find(".count").TextContent);
        if (code is not null)
        {
            Assert.Contains("cannot be reached on WhatsApp", table.Find("[data-ordinal]").TextContent, StringComparison.Ordinal);
            Assert.EndsWith("?view=recipients&status=failed", table.Find("a.chip").GetAttribute("href"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Table_StatusChosen_StandsInTheAddressAndForgetsTheCode()
    {
        var id = await RunningAsync(People);
        GoTo($"/o/acme/campaigns/{id}?view=recipients&status=failed&code=131026");
        var table = Show(await ViewAsync(id), "failed", "131026");

        await table.Find("select").ChangeAsync(new ChangeEventArgs { Value = "ambiguous" });

        Assert.EndsWith("?view=recipients&status=ambiguous", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_ForAnAdmin_HasWholePhonesAndTheDecisionOverAmbiguousOnes()
    {
        var table = Show(await ViewAsync(await RunningAsync(People)));

        table.WaitForAssertion(() => Assert.Equal("+55 11 98700-0000", table.Find("[data-ordinal='0'] button").TextContent), Patience);
        Assert.Equal(["Send again", "Count as sent"], table.FindAll("[data-ordinal='2'] .button").Select(b => b.TextContent));
        Assert.Empty(table.FindAll("[data-ordinal='3'] .button"));
    }

    [Theory]
    [InlineData(Role.Manager)]
    [InlineData(Role.Support)]
    public async Task Table_ForWhoOnlyWatches_HasMaskedPhonesAndNothingToDecide(Role role)
    {
        var view = await ViewAsync(await RunningAsync(People));
        SignIn(role == Role.Manager ? Acme.Manager : Acme.Support);

        var table = Show(view, role: role);

        table.WaitForAssertion(() => Assert.Equal(5, table.FindAll("[data-ordinal]").Count), Patience);
        Assert.DoesNotContain("98700", table.Markup, StringComparison.Ordinal);
        Assert.Empty(table.FindAll("[data-ordinal] .button"));
    }

    [Fact]
    public async Task Story_OfOne_TellsWhatHappenedInOrder()
    {
        var dialogs = Dialogs();
        var table = Show(await ViewAsync(await RunningAsync(People)));
        table.WaitForElement("[data-ordinal='3'] .linklike", Patience);

        await table.Find("[data-ordinal='3'] .linklike").ClickAsync(new());

        dialogs.WaitForAssertion(() => Assert.Equal(["planned", "accepted"], dialogs.FindAll(".timeline li").Select(l => l.GetAttribute("data-kind"))), Patience);
        Assert.Contains("+55 11 98700-0003", dialogs.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Story_ForAManager_HidesThePhone()
    {
        var view = await ViewAsync(await RunningAsync(People));
        SignIn(Acme.Manager);
        var dialogs = Dialogs();
        var table = Show(view, role: Role.Manager);
        table.WaitForElement("[data-ordinal='3'] .linklike", Patience);

        await table.Find("[data-ordinal='3'] .linklike").ClickAsync(new());

        dialogs.WaitForElement(".timeline", Patience);
        Assert.DoesNotContain("98700", dialogs.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountAsSent_OfOne_IsDoneAndShown()
    {
        var id = await RunningAsync(People);
        var table = Show(await ViewAsync(id));
        table.WaitForElement("[data-ordinal='2'] .button", Patience);

        await table.FindAll("[data-ordinal='2'] .button")[1].ClickAsync(new());

        table.WaitForAssertion(() => Assert.Empty(table.FindAll("[data-ordinal='2'] .button")), Patience);
        Assert.Single(await ActsAsync(id), "campaign.recipient_counted_as_sent");
        Assert.Equal((2, 0), ((await ViewAsync(id)).Counts.Sent, (await ViewAsync(id)).Counts.Ambiguous));
    }

    [Fact]
    public async Task SendAgain_OfOneThatWasDecidedMeanwhile_SaysSoAndSendsNothing()
    {
        var id = await RunningAsync(People);
        var dialogs = Dialogs();
        var table = Show(await ViewAsync(id));
        table.WaitForElement("[data-ordinal='2'] .button", Patience);
        Assert.Null((await World.Get<CampaignControl>().SettleAsync(Acme.Admin, id, 2, Settlement.CountAsSent, Ct)).Error);

        var pressed = table.Find("[data-ordinal='2'] .button").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.Contains("recipient_not_ambiguous", table.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal((2, 1), ((await ViewAsync(id)).Counts.Sent, (await ViewAsync(id)).Counts.Pending));
    }

    [Fact]
    public async Task Table_CountsMove_ReadsItsRowsAgainAfterThreeSeconds()
    {
        var id = await RunningAsync(People);
        var table = Show(await ViewAsync(id), "ambiguous");
        table.WaitForElement("[data-ordinal='2']", Patience);
        Assert.Null((await World.Get<CampaignControl>().SettleAsync(Acme.Admin, id, 2, Settlement.CountAsSent, Ct)).Error);
        var moved = await ViewAsync(id);

        table.Render(p => p.Add(t => t.Campaign, moved));
        Assert.Single(table.FindAll("[data-ordinal]"));
        World.Time.Advance(TimeSpan.FromSeconds(3));
        table.Render(p => p.Add(t => t.Campaign, moved));

        table.WaitForAssertion(() => Assert.Empty(table.FindAll("[data-ordinal]")), Patience);
    }

    private IRenderedComponent<RecipientsTable> Show(CampaignView campaign, string? status = null, string? code = null, Role role = Role.OrgAdmin) => Render<RecipientsTable>(p => p
        .AddCascadingValue(Page(role))
        .Add(t => t.Campaign, campaign)
        .Add(t => t.Status, status)
        .Add(t => t.Code, code));
}
