using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>When a campaign sends and how much, saved as each field is left; two who edit the same are told.</summary>
public sealed class WhenStepTests : EditorPages
{
    private const string Cap = "#plan-cap";

    [Fact]
    public async Task Fields_Left_AreSavedOneAfterTheOther()
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);

        await ChangeAsync(page, "[data-all-day]", false);
        await ChangeAsync(page, "#plan-from", "09:30");
        await ChangeAsync(page, "[data-of-recipient]", true);
        await page.FindAll("[data-closed-days] input")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("[data-holidays]").ClickAsync(new());
        await ChangeAsync(page, Cap, "500");

        page.WaitForElement(Saved, Patience);
        var plan = await PlanAsync(id);
        Assert.Equal(("May", 500), (plan.Name, plan.DailyCap));
        Assert.Equal((new TimeOnly(9, 30), new TimeOnly(20, 0), true), (plan.Times!.From, plan.Times.Until, plan.Times.OfRecipient));
        Assert.Equal([DayOfWeek.Sunday], plan.Times.ClosedDays);
        Assert.Equal(10, plan.Times.ClosedDates.Count);
    }

    [Fact]
    public async Task Schedule_AtATimeThatComesTwice_IsAskedAbout()
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);
        await ChangeAsync(page, "#plan-zone", "America/New_York");
        await ChangeAsync(page, "[data-scheduled]", true);
        await ChangeAsync(page, "#plan-date", "2026-11-01");
        await ChangeAsync(page, "#plan-clock", "01:30");

        page.WaitForElement("[data-doubled]", Patience);
        Assert.Null((await PlanAsync(id)).ScheduledAt);
        await page.FindAll("[data-doubled] input")[1].ChangeAsync(new ChangeEventArgs { Value = true });

        page.WaitForElement(Saved, Patience);
        Assert.Equal(new DateTime(2026, 11, 1, 6, 30, 0, DateTimeKind.Utc), (await PlanAsync(id)).ScheduledAt);
    }

    [Fact]
    public async Task Schedule_AtATimeThatIsSkipped_StaysInTheFieldWithWhyUnderIt()
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);
        await ChangeAsync(page, "#plan-zone", "America/New_York");
        await ChangeAsync(page, "[data-scheduled]", true);
        await ChangeAsync(page, "#plan-date", "2027-03-14");
        await ChangeAsync(page, "#plan-clock", "02:30");

        page.WaitForElement(Refused, Patience);
        Assert.Equal("02:30", page.Find("#plan-clock").GetAttribute("value"));
        Assert.NotEmpty(page.FindAll(".error[data-field=scheduled_local]"));
        Assert.Equal(CampaignStatus.Draft, (await ViewAsync(id)).Status);
    }

    [Fact]
    public async Task Schedule_EnteredByHalf_IsNoFaultYetAndNothingIsSavedOfIt()
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);
        await ChangeAsync(page, "[data-scheduled]", true);
        await ChangeAsync(page, "#plan-date", "2027-03-15");
        Assert.Empty(page.FindAll($"{Saved}, {Refused}"));

        await ChangeAsync(page, Cap, "9");

        page.WaitForElement(Refused, Patience);
        Assert.NotEmpty(page.FindAll(".error[data-field=scheduled_local]"));
        Assert.Null((await PlanAsync(id)).DailyCap);
        await ChangeAsync(page, "#plan-clock", "09:30");
        page.WaitForElement(Saved, Patience);
        Assert.Equal((9, new DateTime(2027, 3, 15, 9, 30, 0)), ((await PlanAsync(id)).DailyCap, (await PlanAsync(id)).ScheduledLocal));
    }

    [Fact]
    public async Task Schedule_WhoseDateIsEmptied_IsNotTakenBackUnasked()
    {
        var id = await DraftAsync(2);
        var at = new DateTime(2027, 3, 15, 9, 30, 0);
        Assert.Null((await SetAsync(id, new PreparationDraft("May", Times: SendTimes.Always("America/Sao_Paulo"), ScheduledLocal: at))).Error);
        var page = Open(id, "when", Cap);

        await ChangeAsync(page, "#plan-date", "");

        page.WaitForElement(Refused, Patience);
        Assert.Equal(at, (await PlanAsync(id)).ScheduledLocal);
    }

    [Fact]
    public async Task Schedule_WithoutATemplate_IsRefusedAndSaysWhy()
    {
        var page = Open(await BegunAsync(), "when", Cap);
        await ChangeAsync(page, "[data-scheduled]", true);
        await ChangeAsync(page, "#plan-date", "2027-03-15");
        await ChangeAsync(page, "#plan-clock", "09:30");

        Assert.Contains("no template", page.WaitForElement(Refused, Patience).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(1, 9)]
    public async Task Cap_AfterSomebodyElsesCap_SaysWhatDiffersAndAsks(int button, int cap)
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);
        Assert.Null((await SetAsync(id, new PreparationDraft("May", Times: SendTimes.Always("America/Sao_Paulo"), DailyCap: 7))).Error);

        await ChangeAsync(page, Cap, "9");
        Assert.Contains("caps", page.WaitForElement(Conflict, Patience).TextContent, StringComparison.Ordinal);
        Assert.Equal(7, (await PlanAsync(id)).DailyCap);
        await page.FindAll($"{Conflict} button")[button].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Conflict)), Patience);
        Assert.Equal(cap, (await PlanAsync(id)).DailyCap);
    }

    [Fact]
    public async Task Cap_AfterSomebodyElseRenamedIt_IsSavedAndTheNameStays()
    {
        var id = await DraftAsync(2);
        var page = Open(id, "when", Cap);
        Assert.Null((await SetAsync(id, new PreparationDraft("Theirs"))).Error);

        await ChangeAsync(page, Cap, "9");

        page.WaitForElement(Saved, Patience);
        Assert.Equal(("Theirs", 9), ((await PlanAsync(id)).Name, (await PlanAsync(id)).DailyCap));
    }

    [Fact]
    public async Task Step_OfACampaignThatRuns_StillChangesCapsButNoSchedule()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        var page = Open(id, "when", Cap);
        Assert.NotEmpty(page.FindAll("[data-started] a"));
        Assert.Empty(page.FindAll("[data-scheduled], #plan-speed"));

        await ChangeAsync(page, Cap, "9");

        page.WaitForElement(Saved, Patience);
        Assert.Equal(9, (await PlanAsync(id)).DailyCap);
    }

    [Fact]
    public async Task Step_ForAManager_ShowsTextsAndNothingToFillIn()
    {
        var page = Look(await DraftAsync(2), "when", "[data-plan]");

        Assert.Empty(page.FindAll("input, select, textarea, button, [data-plan] a"));
    }

    private static Task ChangeAsync<TPage>(IRenderedComponent<TPage> page, string field, object value)
        where TPage : IComponent => page.Find(field).ChangeAsync(new ChangeEventArgs { Value = value });

    private Task<Admin.Domain.Common.Result<PreparationView>> SetAsync(CampaignId id, PreparationDraft draft) =>
        World.Get<CampaignPreparations>().SetAsync(Acme.Admin, id, draft, null, Ct);

    private async Task<PreparationView> PlanAsync(CampaignId id) => (await World.Get<CampaignPreparations>().GetAsync(Acme.Admin, id, Ct)).Value;
}
