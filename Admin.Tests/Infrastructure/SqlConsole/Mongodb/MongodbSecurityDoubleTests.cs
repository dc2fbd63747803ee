using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.SqlConsole.Mongodb;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>Accounts and certificates, against the double.</summary>
public sealed class MongodbSecurityDoubleTests : IDisposable
{
    private readonly MongodbEngine _engine = new(TimeProvider.System);
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Open_RightPassword_IsLetIn()
    {
        await using var server = new MongoServerDouble { Account = ("ana", "right") };

        var report = await _engine.TestAsync(Off(server) with { Credentials = MongoShop.Account("ana", "right"), AuthenticationDatabase = "people" }, CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Equal("people", server.Commands.First(c => c.Contains("saslStart"))["$db"]);
    }

    [Theory]
    [InlineData("ana", "wrong")]
    [InlineData("bia", "right")]
    public async Task Open_WrongAccount_IsRefusedAtOnce(string user, string password)
    {
        await using var server = new MongoServerDouble { Account = ("ana", "right") };

        var report = await _engine.TestAsync(Off(server) with { Credentials = MongoShop.Account(user, password) }, CancellationToken.None);

        Assert.Equal("credentials_refused", report.Error!.Code);
        Assert.DoesNotContain(password, server.Commands.SelectMany(c => c.Elements).Select(e => e.Value.ToString()!));
    }

    [Fact]
    public async Task Open_WithoutAnAccountWhereOneIsNeeded_SaysSo()
    {
        await using var server = new MongoServerDouble { Account = ("ana", "right") };

        Assert.Equal("rights_missing", (await _engine.TestAsync(Off(server), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Open_CertificateOfTheGivenAuthorityForTheName_IsTrusted()
    {
        using var certificate = _authority.Issue("db.example.test");
        await using var server = new MongoServerDouble { Certificate = certificate };

        var report = await _engine.TestAsync(Verified(server, "db.example.test"), CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Contains("Tls1", report.Value.Tls!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_CertificateForAnotherName_IsRefusedBeforeAnythingIsSent()
    {
        // It is even valid for the address that is connected to.
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = new MongoServerDouble { Certificate = certificate };

        Assert.Equal("tls_failed", (await _engine.TestAsync(Verified(server, "db.example.test"), CancellationToken.None)).Error!.Code);
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task Open_CertificateOfAnotherAuthority_IsRefused()
    {
        using var other = new TestAuthority();
        using var certificate = other.Issue("db.example.test");
        await using var server = new MongoServerDouble { Certificate = certificate };

        Assert.Equal("tls_failed", (await _engine.TestAsync(Verified(server, "db.example.test"), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Open_CertificateThatTheMachineDoesNotKnow_IsRefused()
    {
        using var certificate = _authority.Issue("db.example.test");
        await using var server = new MongoServerDouble { Certificate = certificate };
        var target = MongoShop.TargetOf("db.example.test", server.Endpoint);

        Assert.Equal("tls_failed", (await _engine.TestAsync(target, CancellationToken.None)).Error!.Code);
        Assert.False((await _engine.TestAsync(target with { Tls = new TlsSettings(TlsMode.Encrypt) }, CancellationToken.None)).Failed);
    }

    [Fact]
    public async Task Open_ServerWithoutTls_IsTlsFailed()
    {
        // As a real one: the greeting is a message of absurd length to it, so it hangs up.
        await using var server = new MongoServerDouble();

        Assert.Equal("tls_failed", (await _engine.TestAsync(Verified(server, "db.example.test"), CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Open_AuthorityThatIsNoCertificate_IsTlsFailed()
    {
        await using var server = new MongoServerDouble();
        var pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
        var target = MongoShop.TargetOf("db.example.test", server.Endpoint) with { Tls = new TlsSettings(TlsMode.Verify, pem) };

        Assert.Equal("tls_failed", (await _engine.TestAsync(target, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Test_AccountWithDangerousRoles_NamesThem()
    {
        await using var server = new MongoServerDouble();
        server.ConnectionStatus = Status("{ role: 'root', db: 'admin' }, { role: 'read', db: 'shop' }, { role: 'readWrite', db: 'shop' }", "");

        var reading = await _engine.TestAsync(Off(server) with { Mode = AccessMode.ReadOnly }, CancellationToken.None);
        var writing = await _engine.TestAsync(Off(server), CancellationToken.None);

        Assert.Equal(["root@admin", "readWrite@shop"], reading.Value.Dangers);
        Assert.Equal(["root@admin"], writing.Value.Dangers);
    }

    [Fact]
    public async Task Test_AccountWithARoleOfItsOwn_NamesItsDangerousActions()
    {
        await using var server = new MongoServerDouble();
        server.ConnectionStatus = Status("{ role: 'support', db: 'shop' }", "'find', 'dropCollection', 'remove'");

        var report = await _engine.TestAsync(Off(server) with { Mode = AccessMode.ReadOnly }, CancellationToken.None);

        Assert.Equal(["dropCollection", "remove"], report.Value.Dangers);
    }

    [Fact]
    public async Task Test_ServerWithoutAccounts_SaysSo()
    {
        await using var server = new MongoServerDouble();

        Assert.Equal(["authorization disabled"], (await _engine.TestAsync(Off(server), CancellationToken.None)).Value.Dangers);
    }

    private static ConnectionTarget Off(MongoServerDouble server) => MongoShop.TargetOf("localhost", server.Endpoint) with { Tls = new TlsSettings(TlsMode.Off) };

    private ConnectionTarget Verified(MongoServerDouble server, string name) =>
        MongoShop.TargetOf(name, server.Endpoint) with { Tls = new TlsSettings(TlsMode.Verify, _authority.Pem) };

    private static BsonDocument Status(string roles, string actions) => BsonDocument.Parse(
        $"{{ authInfo: {{ authenticatedUsers: [{{ user: 'ana', db: 'admin' }}], authenticatedUserRoles: [{roles}], "
        + $"authenticatedUserPrivileges: [{{ resource: {{ db: 'shop', collection: '' }}, actions: [{actions}] }}] }}, ok: 1 }}");
}
