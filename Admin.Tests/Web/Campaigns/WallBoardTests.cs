using Admin.Domain.Campaigns.Walls;
using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Campaigns;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns;

/// <summary>The board with the real services behind it, and nobody signed in.</summary>
public sealed class WallBoardTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private World _world = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = await World.CreateAsync();
        Services.AddSingleton(_world.Get<WallBoards>());
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Board_Revoked_GoesDarkByItself()
    {
        var made = await MakeAsync();
        var board = Render<WallBoard>(p => p.Add(b => b.Token, made.Token));
        board.WaitForAssertion(() => board.Find("[data-wall-open]"), Patience);

        await _world.Get<WallLinks>().RevokeAsync(_world.Acme.Admin, made.Link.Id, CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        board.WaitForAssertion(() => board.Find("[data-wall-closed]"), Patience);
    }

    [Fact]
    public void Board_UnknownToken_ShowsTheSameWords()
    {
        var board = Render<WallBoard>(p => p.Add(b => b.Token, "nobody-has-this"));

        board.WaitForAssertion(() => Assert.Contains("This link does not work", board.Find("h1").TextContent, StringComparison.Ordinal), Patience);
    }

    private async Task<CreatedWallLink> MakeAsync() =>
        (await _world.Get<WallLinks>().CreateAsync(_world.Acme.Admin, new WallLinkDraft("Lobby", null, 8, ShowsNames: false), CancellationToken.None)).Value;
}
