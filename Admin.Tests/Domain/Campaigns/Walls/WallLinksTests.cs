using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Walls;

public sealed class WallLinksTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_ALink_OpensTheBoardAndIsKeptAsAHashOnly()
    {
        var made = await CreateAsync();

        using var board = (await Boards.WatchAsync(made.Token, () => Task.CompletedTask, Ct)).Value;

        Assert.IsType<WallSnapshot>(board.Snapshot.Data);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var row = await db.Set<WallLink>().SingleAsync(Ct);
        Assert.DoesNotContain(made.Token, JsonSerializer.Serialize(row), StringComparison.Ordinal);
        Assert.DoesNotContain(made.Token, made.ToString(), StringComparison.Ordinal);
        Assert.Equal("admin", made.Link.CreatedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Board_OfOneCampaign_ShowsCountsAndItsNameOnlyIfAllowed(bool names)
    {
        var campaign = await CampaignAsync();
        var made = await CreateAsync(campaign: campaign, names: names);

        using var board = (await Boards.WatchAsync(made.Token, () => Task.CompletedTask, Ct)).Value;

        var shown = Assert.Single(((WallSnapshot)board.Snapshot.Data).Campaigns);
        Assert.Equal(names ? "Secret launch" : null, shown.Name);
        var text = JsonSerializer.Serialize(board.Snapshot.Data);
        Assert.All(["order_update", _world.Acme.Number.PhoneNumberId, "Acme", "admin"], hidden => Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Revoke_WhileAScreenShowsIt_EndsTheScreen()
    {
        var made = await CreateAsync();
        var told = new SemaphoreSlim(0);
        using var board = (await Boards.WatchAsync(made.Token, () => { told.Release(); return Task.CompletedTask; }, Ct)).Value;

        Assert.Null((await Links.RevokeAsync(_world.Acme.Admin, made.Link.Id, Ct)).Error);
        await UntilAsync(told, () => board.Refusal is not null);

        Assert.Equal(WallErrors.Closed, (await Boards.WatchAsync(made.Token, () => Task.CompletedTask, Ct)).Error);
        Assert.Equal(WallErrors.Ended, (await Links.RevokeAsync(_world.Acme.Admin, made.Link.Id, Ct)).Error);
    }

    [Fact]
    public async Task Board_LinkExpires_EndsTheScreen()
    {
        var made = await CreateAsync(hours: 1);
        var told = new SemaphoreSlim(0);
        using var board = (await Boards.WatchAsync(made.Token, () => { told.Release(); return Task.CompletedTask; }, Ct)).Value;

        _world.Time.Advance(TimeSpan.FromHours(1));

        await UntilAsync(told, () => board.Refusal is not null);
        Assert.Null(await Boards.EndOfAsync(made.Token, Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody-ever-had-this")]
    public async Task Board_UnknownToken_ReadsLikeARevokedOne(string token) =>
        Assert.Equal(WallErrors.Closed, (await Boards.WatchAsync(token, () => Task.CompletedTask, Ct)).Error);

    [Fact]
    public async Task Board_OrganizationSuspended_IsClosed()
    {
        var made = await CreateAsync();
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id)))
        {
            (await db.Set<Organization>().SingleAsync(o => o.Id == _world.Acme.Id, Ct)).Suspend(_world.Now);
            await db.SaveChangesAsync(Ct);
        }

        Assert.Equal(WallErrors.Closed, (await Boards.WatchAsync(made.Token, () => Task.CompletedTask, Ct)).Error);
    }

    [Fact]
    public async Task Create_WithoutTheRight_IsForbidden()
    {
        var draft = new WallLinkDraft("Lobby", null, 8, false);

        Assert.Equal(ErrorKind.Forbidden, (await Links.CreateAsync(_world.Acme.Manager, draft, Ct)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Links.ListAsync(_world.Acme.Support, new PageRequest(1), Ct)).Error?.Kind);
    }

    [Theory]
    [InlineData("", 8, "wall_label_invalid")]
    [InlineData("Lobby\n", 8, null)]
    [InlineData("Lob\nby", 8, "wall_label_invalid")]
    [InlineData("Lobby", 0, "wall_hours_invalid")]
    [InlineData("Lobby", 2161, "wall_hours_invalid")]
    public async Task Create_Unfit_IsRefusedInWords(string label, int hours, string? code) =>
        Assert.Equal(code, (await Links.CreateAsync(_world.Acme.Admin, new WallLinkDraft(label, null, hours, false), Ct)).Error?.Code);

    [Fact]
    public async Task Create_MoreThanAllowed_IsRefusedUntilOneEnds()
    {
        for (var i = 0; i < WallLinks.MostAlive; i++)
            await CreateAsync(hours: i == 0 ? 1 : 8);
        Assert.Equal(WallErrors.TooMany, (await Links.CreateAsync(_world.Acme.Admin, new WallLinkDraft("Lobby", null, 8, false), Ct)).Error);

        _world.Time.Advance(TimeSpan.FromHours(1));

        await CreateAsync();
    }

    private WallLinks Links => _world.Get<WallLinks>();

    private WallBoards Boards => _world.Get<WallBoards>();

    private async Task<CreatedWallLink> CreateAsync(CampaignId? campaign = null, bool names = false, int hours = 8)
    {
        var made = await Links.CreateAsync(_world.Acme.Admin, new WallLinkDraft("Lobby", campaign, hours, names), Ct);
        Assert.Null(made.Error);
        return made.Value;
    }

    private async Task<CampaignId> CampaignAsync()
    {
        var acme = _world.Acme;
        var campaign = Campaign.Create(acme.Id, new CampaignContent("Secret launch", acme.Number.Id, acme.Template.Name, acme.Template.Language, ["a", "b"], null), _world.Now);
        await _world.Db.AddAsync(campaign);
        return campaign.Id;
    }

    /// <summary>Lets time pass until it holds; each call of the watcher is looked at.</summary>
    private async Task UntilAsync(SemaphoreSlim told, Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await told.WaitAsync(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
