using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns;

/// <summary>Links to wall boards: made, shown once, revoked, expired.</summary>
public sealed class WallLinksPageTests : CampaignPages
{
    private WallLinks Links => World.Get<WallLinks>();

    private protected override string Address => "/o/acme/campaigns/walls";

    private protected override void Equip()
    {
        base.Equip();
        Use<WallLinks>();
    }

    [Fact]
    public void Page_NoLinks_SaysWhatABoardIsAndOffersOne()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No wall boards yet", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(2, page.FindAll("button.primary").Count);
    }

    [Fact]
    public async Task Make_ALink_ShowsItOnceToCopyAndListsIt()
    {
        var campaign = await DraftAsync(1);
        GoTo($"/o/acme/campaigns/walls?campaign={campaign}");
        var dialogs = Dialogs();
        var page = Open();
        page.WaitForElement("[data-testid=new-wall]", Patience);

        var pressed = page.Find("[data-testid=new-wall]").ClickAsync(new());
        await dialogs.WaitForElement("#wall-label", Patience).ChangeAsync(new ChangeEventArgs { Value = "Lobby" });
        await dialogs.Find("#wall-hours").ChangeAsync(new ChangeEventArgs { Value = "168" });
        await dialogs.Find("#wall-form").SubmitAsync();
        var shown = dialogs.WaitForElement("[data-testid=shown-once]", Patience).TextContent;
        await dialogs.Find(".shown-once + .copy").ClickAsync(new());
        await dialogs.Find(".mud-dialog-actions .button.primary").ClickAsync(new());
        await pressed.WaitAsync(Patience, Ct);

        Assert.Equal(shown, JSInterop.VerifyInvoke("adminShell.copy").Arguments[0]);
        var token = new Uri(shown).Segments[^1];
        Assert.Equal(World.Now.AddHours(168), await World.Get<WallBoards>().EndOfAsync(token, Ct));
        var row = page.WaitForElement("[data-wall=active]", Patience);
        Assert.Contains("Lobby", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("hidden", row.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(campaign.ToString(), row.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain(token, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Make_WithoutALabel_IsRefusedInTheDialogAndMakesNothing()
    {
        var dialogs = Dialogs();
        var page = Open();
        page.WaitForElement("[data-testid=new-wall]", Patience);

        _ = page.Find("[data-testid=new-wall]").ClickAsync(new());
        dialogs.WaitForElement("#wall-label", Patience);
        await dialogs.Find("#wall-form").SubmitAsync();

        dialogs.WaitForElement("[role=alert]", Patience);
        Assert.Empty((await Links.ListAsync(Acme.Admin, new PageRequest(), Ct)).Value.Items);
    }

    [Fact]
    public async Task Revoke_Confirmed_EndsTheLinkAndLeavesItInTheList()
    {
        var made = await MakeAsync();
        var dialogs = Dialogs();
        var page = Open();
        page.WaitForElement("[data-wall=active]", Patience);

        var pressed = Button(page, "Revoke").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("Lobby", dialogs.Find("h2").TextContent, StringComparison.Ordinal), Patience);
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForElement("[data-wall=revoked]", Patience);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "Revoke");
        Assert.Null(await World.Get<WallBoards>().EndOfAsync(made.Token, Ct));
    }

    [Fact]
    public async Task Revoke_OfOneThatHasEndedMeanwhile_SaysSo()
    {
        var made = await MakeAsync();
        var dialogs = Dialogs();
        var page = Open();
        page.WaitForElement("[data-wall=active]", Patience);
        await Links.RevokeAsync(Acme.Admin, made.Link.Id, Ct);

        var pressed = Button(page, "Revoke").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.Contains("wall_link_ended", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.WaitForElement("[data-wall=revoked]", Patience);
    }

    [Fact]
    public async Task Page_LinkWhoseTimeIsUp_IsExpiredAndCannotBeRevoked()
    {
        await MakeAsync();
        World.Time.Advance(TimeSpan.FromHours(9));

        var page = Open();

        page.WaitForElement("[data-wall=expired]", Patience);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "Revoke");
    }

    [Fact]
    public void Page_ForAManager_IsRefusedAndOffersNothing()
    {
        SignIn(Acme.Manager);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("forbidden", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("button"));
    }

    private IRenderedComponent<WallLinksPage> Open() => Render<WallLinksPage>(p => p.AddCascadingValue(Page()).Add(w => w.Organization, "acme"));

    private async Task<CreatedWallLink> MakeAsync() => (await Links.CreateAsync(Acme.Admin, new WallLinkDraft("Lobby", null, 8, ShowsNames: true), Ct)).Value;
}
