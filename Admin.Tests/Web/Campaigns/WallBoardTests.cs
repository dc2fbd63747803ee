using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Web.Features.Campaigns;
using Bunit;

namespace Admin.Tests.Web.Campaigns;

/// <summary>The board with the real services behind it, and nobody signed in.</summary>
public sealed class WallBoardTests : CampaignPages
{
    private protected override string Address => "/wall/somewhere";

    private protected override Actor? Visitor => null;

    private protected override void Equip()
    {
        base.Equip();
        Use<WallBoards>();
    }

    [Fact]
    public async Task Board_NothingTold_IsReadAgainBeforeItsNumbersAreASecondOld()
    {
        await RunningAsync((RecipientState.Sent, null), (RecipientState.Pending, null));
        var board = Show((await MakeAsync()).Token);
        board.WaitForAssertion(() => Assert.Equal("1", board.Find("[data-wall-figure=reached]").TextContent), Patience);
        Assert.Equal("1000", board.Find("live-mark").GetAttribute("fresh"));
        // Both words are there; which one is shown is decided in the browser, where alone it can be noticed that nothing comes.
        Assert.Equal(["Live", "Not live since"], board.Find(".wall-age").QuerySelectorAll("span").Select(s => s.TextContent.Trim()));
        var before = board.Find("live-mark").GetAttribute("at");

        World.Time.Advance(TimeSpan.FromMilliseconds(900));

        board.WaitForAssertion(() => Assert.NotEqual(before, board.Find("live-mark").GetAttribute("at")), Patience);
    }

    [Fact]
    public async Task Board_Revoked_GoesDarkByItself()
    {
        var made = await MakeAsync();
        var board = Show(made.Token);
        board.WaitForElement("[data-wall-open]", Patience);

        await World.Get<WallLinks>().RevokeAsync(Acme.Admin, made.Link.Id, Ct);
        World.Time.Advance(TimeSpan.FromSeconds(1));

        board.WaitForElement("[data-wall-closed]", Patience);
        Assert.Empty(board.FindAll("live-mark"));
    }

    [Fact]
    public async Task Board_WhoseLinkExpires_GoesDarkByItself()
    {
        var board = Show((await MakeAsync()).Token);
        board.WaitForElement("[data-wall-open]", Patience);

        World.Time.Advance(TimeSpan.FromHours(8));

        board.WaitForElement("[data-wall-closed]", Patience);
    }

    [Fact]
    public void Board_UnknownToken_ShowsTheSameWords()
    {
        var board = Show("nobody-has-this");

        board.WaitForAssertion(() => Assert.Contains("This link does not work", board.Find("h1").TextContent, StringComparison.Ordinal), Patience);
    }

    private IRenderedComponent<WallBoard> Show(string token) => Render<WallBoard>(p => p.Add(b => b.Token, token));

    private async Task<CreatedWallLink> MakeAsync() =>
        (await World.Get<WallLinks>().CreateAsync(Acme.Admin, new WallLinkDraft("Lobby", null, 8, ShowsNames: false), Ct)).Value;
}
