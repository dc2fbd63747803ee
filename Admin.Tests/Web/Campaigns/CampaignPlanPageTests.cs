using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Campaigns;

/// <summary>When a campaign sends and how much, as a person enters it; two who edit the same are told.</summary>
public sealed class CampaignPlanPageTests : CampaignPages
{
    private const string Conflict = "[data-conflict]";

    private protected override void Equip()
    {
        base.Equip();
        Use<CampaignRuleBook>();
        Use<PriceList>();
    }

    [Fact]
    public async Task Save_WhatWasEntered_IsKept()
    {
        var id = await DraftAsync(2);
        var page = Open(id);

        await page.Find("#plan-name").ChangeAsync(new ChangeEventArgs { Value = "June" });
        await page.Find("[data-all-day]").ChangeAsync(new ChangeEventArgs { Value = false });
        await page.Find("#plan-from").ChangeAsync(new ChangeEventArgs { Value = "09:30" });
        await page.Find("[data-of-recipient]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.FindAll("[data-closed-days] input")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("[data-holidays]").ClickAsync(new());
        await page.Find("#plan-cap").ChangeAsync(new ChangeEventArgs { Value = "500" });
        await page.Find("form").SubmitAsync();

        var plan = await PlanAsync(id);
        Assert.Equal(("June", 500), (plan.Name, plan.DailyCap));
        Assert.Equal((new TimeOnly(9, 30), new TimeOnly(20, 0), true), (plan.Times!.From, plan.Times.Until, plan.Times.OfRecipient));
        Assert.Equal([DayOfWeek.Sunday], plan.Times.ClosedDays);
        Assert.Equal(10, plan.Times.ClosedDates.Count);
    }

    [Fact]
    public async Task Schedule_AtATimeThatComesTwice_IsAskedAbout()
    {
        var id = await DraftAsync(2);
        var page = Open(id);
        await page.Find("[data-scheduled]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("#plan-zone").ChangeAsync(new ChangeEventArgs { Value = "America/New_York" });
        await page.Find("#plan-date").ChangeAsync(new ChangeEventArgs { Value = "2026-11-01" });
        await page.Find("#plan-clock").ChangeAsync(new ChangeEventArgs { Value = "01:30" });
        await page.Find("form").SubmitAsync();

        page.WaitForElement("[data-doubled]", Patience);
        await page.FindAll("[data-doubled] input")[1].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("form").SubmitAsync();

        Assert.Equal(new DateTime(2026, 11, 1, 6, 30, 0, DateTimeKind.Utc), (await PlanAsync(id)).ScheduledAt);
    }

    [Theory]
    [InlineData(0, "Theirs")]
    [InlineData(1, "Mine")]
    public async Task Save_AfterSomebodyElse_SaysWhatDiffersAndAsks(int button, string name)
    {
        var id = await DraftAsync(2);
        var page = Open(id);
        Assert.Null((await World.Get<CampaignPreparations>().SetAsync(Acme.Admin, id, new PreparationDraft("Theirs"), null, Ct)).Error);

        await page.Find("#plan-name").ChangeAsync(new ChangeEventArgs { Value = "Mine" });
        await page.Find("form").SubmitAsync();
        page.WaitForElement(Conflict, Patience);
        Assert.Contains("name", page.Find(Conflict).TextContent, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await PlanAsync(id)).Name);
        await page.FindAll($"{Conflict} button")[button].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Conflict)), Patience);
        Assert.Equal(name, (await PlanAsync(id)).Name);
    }

    [Fact]
    public async Task Page_OfAManager_IsReadOnly()
    {
        var id = await DraftAsync(2);
        SignIn(Acme.Manager);
        var page = Open(id, Role.Manager);

        Assert.Empty(page.FindAll("button[type=submit]"));
        Assert.All(page.FindAll("form > fieldset"), f => Assert.True(f.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Approval_AskedForByOne_IsGivenByAnother()
    {
        Assert.Null((await World.Get<CampaignRuleBook>().SetAsync(Acme.Admin, new CampaignRulesDraft(ApprovalAbove: 1), Guid.Empty, Ct)).Error);
        var id = await DraftAsync(2);
        var view = await ViewAsync(id);
        var asking = Panel(view, Role.OrgAdmin);
        await asking.WaitForElement("[data-ask]", Patience).ClickAsync(new());
        asking.WaitForAssertion(() => Assert.Equal("asked", asking.Find("[data-approval]").GetAttribute("data-approval")), Patience);
        Assert.Empty(asking.FindAll("[data-approve]"));

        SignIn(Acme.Manager);
        var deciding = Panel(view, Role.Manager);
        await deciding.WaitForElement("[data-decline]", Patience).ClickAsync(new());
        Assert.Contains("approval_comment_invalid", deciding.WaitForElement("[role=alert]", Patience).TextContent, StringComparison.Ordinal);
        await deciding.Find("[data-approve]").ClickAsync(new());

        deciding.WaitForAssertion(() => Assert.Equal("approved", deciding.Find("[data-approval]").GetAttribute("data-approval")), Patience);
    }

    [Fact]
    public async Task Prices_Entered_AreKept()
    {
        var card = Render<PriceListCard>();
        await Button(card, "Add price").ClickAsync(new());
        await card.Find("[data-price] select").ChangeAsync(new ChangeEventArgs { Value = "utility" });
        await card.FindAll("[data-price] input")[0].ChangeAsync(new ChangeEventArgs { Value = "br" });
        await card.FindAll("[data-price] input")[1].ChangeAsync(new ChangeEventArgs { Value = "0.04" });
        await card.Find("form").SubmitAsync();

        var list = (await World.Get<PriceList>().GetAsync(Acme.Admin, Ct)).Value;
        Assert.Equal(("BRL", new PriceOf("utility", "BR", 0.04m)), (list.Currency, Assert.Single(list.Prices)));
    }

    [Fact]
    public async Task Preflight_BeforeTheStart_SaysWhoIsLeftOut()
    {
        var id = await DraftAsync(3);
        var view = await ViewAsync(id);

        var panel = Render<PreflightPanel>(p => p.Add(c => c.Campaign, view));

        Assert.Equal("3", panel.WaitForElement("[data-receive]", Patience).TextContent);
        Assert.Equal("whatsapp_send", panel.Find("[data-ruling]").GetAttribute("data-ruling"));
    }

    private IRenderedComponent<ApprovalPanel> Panel(CampaignView view, Role role) =>
        Render<ApprovalPanel>(p => p.AddCascadingValue(Page(role)).Add(c => c.Campaign, view));

    private IRenderedComponent<CampaignPlanPage> Open(CampaignId id, Role role = Role.OrgAdmin)
    {
        var page = Render<CampaignPlanPage>(p => p.AddCascadingValue(Page(role)).Add(c => c.Organization, "acme").Add(c => c.Id, id.Value));
        page.WaitForElement("#plan-name", Patience);
        return page;
    }

    private async Task<PreparationView> PlanAsync(CampaignId id) => (await World.Get<CampaignPreparations>().GetAsync(Acme.Admin, id, Ct)).Value;
}
