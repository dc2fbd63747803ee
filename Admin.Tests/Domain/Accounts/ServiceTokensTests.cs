using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Accounts;

public sealed class ServiceTokensTests : IAsyncLifetime
{
    private World _world = null!;

    private ServiceTokens Tokens => _world.Get<ServiceTokens>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_Valid_ShowsATokenThatItsHashFindsAgain()
    {
        var made = (await Tokens.CreateAsync(_world.Acme.Admin, Draft(), CancellationToken.None)).Value;

        Assert.StartsWith("adm_st_", made.Text, StringComparison.Ordinal);
        Assert.NotNull(ServiceTokenText.HashOf(made.Text));
        Assert.DoesNotContain(made.Text, made.ToString(), StringComparison.Ordinal);
        Assert.Equal(_world.Now + ServiceToken.MaxLifetime, made.Token.ExpiresAt);
    }

    [Fact]
    public async Task Create_ByOneAdmin_TellsTheOthers()
    {
        var other = await _world.MemberAsync(_world.Acme.Organization, "second@acme.test", Role.OrgAdmin);

        var made = (await Tokens.CreateAsync(_world.Acme.Admin, Draft(), CancellationToken.None)).Value;

        var inbox = _world.Get<NoticeInbox>();
        var notice = Assert.Single((await inbox.ListAsync(other, new NoticeFilter(), new PageRequest(), CancellationToken.None)).Value.Items);
        Assert.Equal(("service_token.created", made.Token.Id.ToString(), "admin"), (notice.Kind, notice.SubjectId, notice.Details["person_name"]));
        Assert.DoesNotContain(notice.Details.Values, v => made.Text.Contains(v, StringComparison.Ordinal));
        Assert.Equal(0, (await inbox.CountUnreadAsync(_world.Acme.Admin, CancellationToken.None)).Value);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "name", "service_token_name_invalid" },
        { "scope", "service_token_scopes_invalid" },
        { "readable", "service_token_readable_required" },
        { "network", "service_token_network_invalid" },
        { "past", "service_token_expiry_invalid" },
        { "far", "service_token_expiry_invalid" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Create_Faulty_SaysWhichPart(string part, string code)
    {
        var draft = part switch
        {
            "name" => Draft() with { Name = " " },
            "scope" => Draft() with { Scopes = ["everything"] },
            "readable" => Draft() with { Scopes = [ServiceTokenScopes.SecretsRead] },
            "network" => Draft() with { Networks = ["10.0.0.0/8", "10.0.0.1/8x"] },
            "past" => Draft() with { ExpiresAt = _world.Now },
            _ => Draft() with { ExpiresAt = _world.Now.AddDays(367) },
        };

        Assert.Equal(code, (await Tokens.CreateAsync(_world.Acme.Admin, draft, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Create_LongAfterSignIn_AsksForConfirmation()
    {
        _world.Time.Advance(Session.StepUpWindow);

        Assert.Equal("reauthentication_required", (await Tokens.CreateAsync(_world.Acme.Admin, Draft(), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Create_ByAServiceToken_IsForbidden()
    {
        var token = Actor.ForServiceToken(_world.Acme.Token.Token.Id, _world.Acme.Id, "Runtime", null);

        Assert.Equal("forbidden", (await Tokens.CreateAsync(token, Draft(), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Revoke_Working_RefusesItAtOnceAndOnlyOnce()
    {
        var id = _world.Acme.Token.Token.Id;
        var actor = Actor.ForServiceToken(id, _world.Acme.Id, "Runtime", null);
        Assert.False((await _world.Get<Access>().RequireAsync(actor, Permissions.Secrets.Reveal, CancellationToken.None)).Failed);

        var first = await Tokens.RevokeAsync(_world.Acme.Admin, id, CancellationToken.None);
        var second = await Tokens.RevokeAsync(_world.Acme.Admin, id, CancellationToken.None);

        Assert.False(first.Failed);
        Assert.Equal(ErrorKind.Unauthenticated, (await _world.Get<Access>().RequireAsync(actor, Permissions.Secrets.Reveal, CancellationToken.None)).Error!.Kind);
        Assert.Equal("service_token_revoked", second.Error!.Code);
    }

    [Fact]
    public async Task Change_Limits_ReplacesThem()
    {
        var before = _world.Acme.Token.Token;

        var changed = await Tokens.ChangeAsync(_world.Acme.Admin, before.Id, Draft() with { Name = "Other", Networks = ["10.0.0.0/8"] }, before.Stamp, CancellationToken.None);

        Assert.Equal(("Other", "10.0.0.0/8", "live.read"), (changed.Value.Name, changed.Value.Networks.Single(), changed.Value.Scopes.Single()));
        Assert.Equal(before.ExpiresAt, changed.Value.ExpiresAt);
    }

    [Fact]
    public async Task List_OnlyWorking_LeavesOutTheExpired()
    {
        await Tokens.CreateAsync(_world.Acme.Admin, Draft() with { ExpiresAt = _world.Now.AddSeconds(30) }, CancellationToken.None);
        _world.Time.Advance(TimeSpan.FromMinutes(1));

        var working = await Tokens.ListAsync(_world.Acme.Admin, new ServiceTokenFilter(Working: true), new PageRequest(), CancellationToken.None);
        var ended = await Tokens.ListAsync(_world.Acme.Admin, new ServiceTokenFilter(Working: false), new PageRequest(), CancellationToken.None);

        Assert.Equal(["Runtime"], working.Value.Items.Select(t => t.Name));
        Assert.Equal(["Board"], ended.Value.Items.Select(t => t.Name));
    }

    private static ServiceTokenDraft Draft() => new() { Name = "Board", Scopes = [ServiceTokenScopes.LiveRead] };
}
