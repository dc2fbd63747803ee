using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Campaigns;

/// <summary>Approval, prices and the pre-flight check, as people press them.</summary>
public sealed class PreparationPartsTests : CampaignPages
{
    private protected override void Equip()
    {
        base.Equip();
        Use<CampaignRuleBook>();
        Use<PriceList>();
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
}
