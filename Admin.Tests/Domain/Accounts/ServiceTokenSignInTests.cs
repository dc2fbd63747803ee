using System.Net;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class ServiceTokenSignInTests : IAsyncLifetime
{
    private readonly Organization _acme = Organization.Create("Acme", "acme", Times.Now);
    private AccountsWorld _world = null!;
    private string _text = "";

    public async ValueTask InitializeAsync()
    {
        _world = await AccountsWorld.CreateAsync();
        var (text, hash, shown) = ServiceTokenText.New();
        _text = text;
        var token = ServiceToken.Create(_acme.Id, "billing", hash, shown, PersonId.New(), Times.Now, Times.Now.AddDays(30));
        await _world.Db.AddAsync(_acme, token.Limited([ServiceTokenScopes.LiveRead], [], ["10.1.0.0/16", "2001:db8::/32"]));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData(null, false)]
    public async Task Authenticate_FromANetwork_IsAdmittedOnlyFromItsOwn(string? address, bool admitted) =>
        Assert.Equal(admitted, !(await AuthenticateAsync(_text, address)).Failed);

    [Fact]
    public async Task Authenticate_Good_NamesItsOrganizationAndNotesItsUse()
    {
        var identity = (await AuthenticateAsync(_text)).Value;

        await using var db = await _world.Db.OpenAsync(TenantScope.For(_acme.Id));
        Assert.Equal((_acme.Id, "billing"), (identity.Organization, identity.Name));
        Assert.Equal(_world.Now, (await db.Set<ServiceToken>().SingleAsync()).LastUsedAt);
    }

    [Fact]
    public async Task Authenticate_Revoked_IsRefusedAtOnce()
    {
        await AuthenticateAsync(_text);
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(_acme.Id)))
        {
            (await db.Set<ServiceToken>().SingleAsync()).Revoke(_world.Now);
            await db.SaveChangesAsync();
        }

        Assert.Equal(AccessErrors.NotSignedIn, (await AuthenticateAsync(_text)).Error);
    }

    [Fact]
    public async Task Authenticate_RevokedByAnotherNode_IsRefusedAfterASecond()
    {
        await AuthenticateAsync(_text);
        await using (var other = new SqliteConnection(AdminDb.SqliteConnectionString(new DatabaseOptions(), _world.Db.Directory)))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "UPDATE ServiceTokens SET RevokedAt = CreatedAt";
            await command.ExecuteNonQueryAsync();
        }

        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(AccessErrors.NotSignedIn, (await AuthenticateAsync(_text)).Error);
    }

    [Fact]
    public async Task Authenticate_Expired_IsRefused()
    {
        _world.Time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(AccessErrors.NotSignedIn, (await AuthenticateAsync(_text)).Error);
    }

    [Fact]
    public void HashOf_Mistyped_FailsItsChecksum()
    {
        var last = _text[^1] == '0' ? '1' : '0';

        Assert.Null(ServiceTokenText.HashOf(_text[..^1] + last));
        Assert.Null(ServiceTokenText.HashOf("adm_st_short"));
        Assert.NotNull(ServiceTokenText.HashOf(_text));
    }

    private Task<Admin.Domain.Common.Result<ServiceTokenIdentity>> AuthenticateAsync(string text, string? address = "10.1.2.3") =>
        _world.Get<ServiceTokenSignIn>().AuthenticateAsync(text, address is null ? null : IPAddress.Parse(address), CancellationToken.None);
}
