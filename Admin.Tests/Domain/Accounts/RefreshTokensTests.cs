using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class RefreshTokensTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync();
        await _world.AddPersonAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Refresh_Fresh_GivesASuccessorOfTheSameSession()
    {
        var first = (await _world.SignInAsync()).Value;

        var second = (await RefreshAsync(first.RefreshToken)).Value;
        var third = (await RefreshAsync(second.RefreshToken)).Value;

        Assert.Equal((first.Session, first.Session), (second.Session, third.Session));
        Assert.Equal(3, new[] { first.RefreshToken, second.RefreshToken, third.RefreshToken }.Distinct().Count());
    }

    [Fact]
    public async Task Refresh_Reused_EndsTheFamilyAndAuditsIt()
    {
        var first = (await _world.SignInAsync()).Value;
        var second = (await RefreshAsync(first.RefreshToken)).Value;

        var reused = await RefreshAsync(first.RefreshToken);
        var successor = await RefreshAsync(second.RefreshToken);

        Assert.Equal(AccountErrors.RefreshTokenReused, reused.Error);
        Assert.Equal(AccountErrors.RefreshTokenInvalid, successor.Error);
        Assert.Equal(first.Session.ToString(), Assert.Single(await _world.AuditAsync("session.refresh_token_reused")).SubjectId);
    }

    [Fact]
    public async Task Refresh_SameTokenAtOnce_HasExactlyOneWinner()
    {
        var first = (await _world.SignInAsync()).Value;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RefreshAsync(first.RefreshToken)));

        Assert.Single(results, r => !r.Failed);
        Assert.All(results.Where(r => r.Failed), r => Assert.Equal(AccountErrors.RefreshTokenReused, r.Error));
    }

    [Fact]
    public async Task Consume_ReadByTwoBeforeEitherWrites_SecondSaveFails()
    {
        var first = (await _world.SignInAsync()).Value;
        await using var one = await _world.Db.OpenAsync(TenantScope.Accounts);
        await using var two = await _world.Db.OpenAsync(TenantScope.Accounts);
        (await one.Set<RefreshToken>().SingleAsync()).Consume(_world.Now);
        (await two.Set<RefreshToken>().SingleAsync()).Consume(_world.Now);
        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync());
        Assert.NotNull(first.RefreshToken);
    }

    [Fact]
    public async Task Refresh_After14Days_IsExpiredHoweverOftenItWasRefreshed()
    {
        var token = (await _world.SignInAsync()).Value.RefreshToken;
        for (var day = 0; day < 13; day++)
        {
            _world.Time.Advance(TimeSpan.FromDays(1));
            token = (await RefreshAsync(token)).Value.RefreshToken;
        }

        _world.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(AccountErrors.RefreshTokenExpired, (await RefreshAsync(token)).Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("adm_rt_nonsense")]
    public async Task Refresh_Unknown_IsInvalid(string? token) =>
        Assert.Equal(AccountErrors.RefreshTokenInvalid, (await RefreshAsync(token)).Error);

    [Fact]
    public async Task Refresh_AfterSignOut_IsInvalid()
    {
        var signedIn = (await _world.SignInAsync()).Value;
        await _world.Get<Sessions>().SignOutAsync(Actor.ForPerson(signedIn.Person, signedIn.Session, null, null), CancellationToken.None);

        Assert.Equal(AccountErrors.RefreshTokenInvalid, (await RefreshAsync(signedIn.RefreshToken)).Error);
    }

    [Fact]
    public async Task SignIn_Stored_KeepsOnlyTheHash()
    {
        var token = (await _world.SignInAsync()).Value.RefreshToken!;
        await using var db = await _world.Db.OpenAsync(TenantScope.Accounts);

        var row = await db.Set<RefreshToken>().SingleAsync();

        Assert.Equal(OpaqueToken.Hash(token), row.Hash);
        Assert.DoesNotContain(token, row.Hash, StringComparison.Ordinal);
    }

    private Task<Admin.Domain.Common.Result<SignedIn>> RefreshAsync(string? token) =>
        _world.Get<RefreshTokens>().RefreshAsync(token, "192.0.2.7", CancellationToken.None);
}
