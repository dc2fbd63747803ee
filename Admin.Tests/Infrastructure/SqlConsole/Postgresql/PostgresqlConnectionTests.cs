using System.Net;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

public sealed class PostgresqlConnectionTests(PostgresqlShop shop) : IClassFixture<PostgresqlShop>
{
    [Fact]
    public async Task Test_Superuser_TellsVersionTlsAndDangers()
    {
        shop.Server.Require();
        var target = shop.Server.Target(shop.Database, shop.Server.Account, shop.Server.Password, AccessMode.ReadOnly);

        var report = (await shop.Engine.TestAsync(target, CancellationToken.None)).Value;

        Assert.StartsWith("15", report.ServerVersion, StringComparison.Ordinal);
        Assert.StartsWith("TLSv1.3 TLS_", report.Tls, StringComparison.Ordinal);
        string[] expected =
        [
            "superuser", "createrole", "createdb", "replication", "bypassrls", "pg_read_server_files", "pg_execute_server_program", "pg_signal_backend",
        ];
        Assert.Superset(expected.ToHashSet(), report.Dangers.ToHashSet());
    }

    [Fact]
    public async Task Test_OwnerAndReader_DifferInTheirDangers()
    {
        shop.Server.Require();

        var owner = (await shop.Engine.TestAsync(shop.Target, CancellationToken.None)).Value.Dangers;
        var writer = (await shop.Engine.TestAsync(shop.Target with { Mode = AccessMode.Write }, CancellationToken.None)).Value.Dangers;
        var reader = (await shop.Engine.TestAsync(shop.TargetOf(shop.Reader), CancellationToken.None)).Value.Dangers;

        Assert.Equal([$"owner of database {shop.Database}", "CREATE on schema public", "write on 3 tables"], owner);
        Assert.Equal([$"owner of database {shop.Database}", "CREATE on schema public"], writer);
        Assert.Empty(reader);
    }

    [Fact]
    public async Task Test_SafeAccount_CanBeCopiedAndReadsAndNoMore()
    {
        shop.Server.Require();
        await shop.RunAsync("CREATE SCHEMA IF NOT EXISTS \"odd \"\"name\"");
        var sql = (await shop.Engine.TestAsync(shop.Target, CancellationToken.None)).Value.SafeAccount!;
        await shop.RunAsync(sql.Replace("<password>", shop.Server.Password, StringComparison.Ordinal));
        try
        {
            var calls = new EngineCalls(shop.Engine, shop.TargetOf("admin_console"));

            Assert.Equal(3, (await calls.RowsAsync("SELECT * FROM users")).Count);
            Assert.Equal("rights_missing", (await calls.ChangeAsync("DELETE FROM notes", 2)).Error!.Code);
            Assert.Empty((await shop.Engine.TestAsync(shop.TargetOf("admin_console"), CancellationToken.None)).Value.Dangers);
        }
        finally
        {
            await shop.RunAsync("DROP OWNED BY admin_console; DROP ROLE admin_console");
        }
    }

    [Fact]
    public async Task Open_WrongPasswordUserOrNone_AreRefusedAlike()
    {
        shop.Server.Require();

        Assert.Equal("credentials_refused", await CodeAsync(shop.Target with { Credentials = new DatabaseCredentials(shop.Owner, TestServer.Secret("wrong")) }));
        Assert.Equal("credentials_refused", await CodeAsync(shop.Target with { Credentials = new DatabaseCredentials("nobody", TestServer.Secret("wrong")) }));
        Assert.Equal("credentials_refused", await CodeAsync(shop.Target with { Credentials = new DatabaseCredentials(shop.Owner, TestServer.Secret("")) }));
        Assert.Equal("credentials_refused", await CodeAsync(shop.Target with { Credentials = null }));
    }

    [Fact]
    public async Task Open_MissingDatabaseAndSilentPort_AreToldApart()
    {
        shop.Server.Require();

        Assert.Equal("database_missing", await CodeAsync(shop.Target with { Database = "missing" }));
        Assert.Equal("database_missing", await CodeAsync(shop.Target with { Database = "x;Options=-c default_transaction_read_only=off" }));
        Assert.Equal("connection_failed", await CodeAsync(shop.Target with { Server = new ServerAddress("x", new IPEndPoint(IPAddress.Loopback, 1)) }));
    }

    [Theory]
    [InlineData("other.admin.test")]
    [InlineData("127.0.0.1")]
    [InlineData("admin.test")]
    public async Task Open_CertificateForAnotherName_Fails(string name)
    {
        shop.Server.Require();

        Assert.Equal("tls_failed", await CodeAsync(shop.Target with { Server = new ServerAddress(name, shop.Server.Endpoint) }));
    }

    [Fact]
    public async Task Open_AuthorityThatIsNotTrusted_Fails()
    {
        shop.Server.Require();

        Assert.Equal("tls_failed", await CodeAsync(shop.Target with { Tls = TlsSettings.Verified }));
        var other = TestCertificates.Authority("somebody else").ExportCertificatePem();
        Assert.Equal("tls_failed", await CodeAsync(shop.Target with { Tls = new TlsSettings(TlsMode.Verify, other) }));
        Assert.Equal("tls_failed", await CodeAsync(shop.Target with { Tls = new TlsSettings(TlsMode.Verify, "no certificate") }));
    }

    [Fact]
    public async Task Open_SeveralAuthorities_OneIsEnough()
    {
        shop.Server.Require();
        var pem = $"{TestCertificates.Authority("somebody else").ExportCertificatePem()}\n{shop.Server.Authority}";

        Assert.Null(await CodeAsync(shop.Target with { Tls = new TlsSettings(TlsMode.Verify, pem) }));
    }

    [Fact]
    public async Task Open_EncryptOnly_TakesAnyCertificateAndStaysEncrypted()
    {
        shop.Server.Require();

        var target = shop.Target with { Tls = new TlsSettings(TlsMode.Encrypt), Server = new ServerAddress("other", shop.Server.Endpoint) };

        var report = await shop.Engine.TestAsync(target, CancellationToken.None);

        Assert.NotNull(report.Value.Tls);
    }

    [Fact]
    public async Task Open_TlsOff_IsInTheClear()
    {
        shop.Server.Require();

        var report = await shop.Engine.TestAsync(shop.Target with { Tls = new TlsSettings(TlsMode.Off) }, CancellationToken.None);

        Assert.Null(report.Value.Tls);
    }

    [Theory]
    [InlineData(TlsMode.Verify)]
    [InlineData(TlsMode.Encrypt)]
    public async Task Open_ServerWithoutTls_DoesNotFallBackToTheClear(TlsMode mode)
    {
        using var server = new ScriptedServer([(byte)'N']);

        Assert.Equal("tls_failed", await CodeAsync(Local(server, mode)));
        // The request for encryption, and nothing after the refusal.
        Assert.Equal(8, (await server.ReceivedAsync()).Length);
    }

    [Fact]
    public async Task Open_TlsOff_DoesNotHandOutThePassword()
    {
        byte[] askForPassword = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 3];
        using var server = new ScriptedServer(askForPassword);

        Assert.Equal("credentials_refused", await CodeAsync(Local(server, TlsMode.Off)));
        Assert.DoesNotContain("very secret", System.Text.Encoding.ASCII.GetString(await server.ReceivedAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PGUSER", "nobody")]
    [InlineData("PGPASSFILE", "/missing/file")]
    [InlineData("PGSSLCERT", "/missing/certificate")]
    [InlineData("PGTZ", "Asia/Tokyo")]
    [InlineData("PGOPTIONS", "-c default_transaction_read_only=off")]
    [InlineData("PGTARGETSESSIONATTRS", "standby")]
    public async Task Open_VariableOfThisProcess_HasNoSay(string variable, string value)
    {
        shop.Server.Require();
        Environment.SetEnvironmentVariable(variable, value);

        var rows = await shop.Calls.RowsAsync("SELECT current_setting('TimeZone') <> 'Asia/Tokyo', current_setting('transaction_read_only'), current_user");

        Assert.Equal([true, "on", shop.Owner], rows[0]);
    }

    [Fact]
    public async Task Open_NoConnectionLeft_SaysSo()
    {
        shop.Server.Require();
        await shop.RunAsync($"ALTER ROLE {shop.Reader} CONNECTION LIMIT 0");

        Assert.Equal("too_many_connections", await CodeAsync(shop.TargetOf(shop.Reader)));

        await shop.RunAsync($"ALTER ROLE {shop.Reader} CONNECTION LIMIT -1");
    }

    private static ConnectionTarget Local(ScriptedServer server, TlsMode mode) => new(default, EngineKind.Postgresql, "x", AccessMode.ReadOnly)
    {
        Credentials = new("x", TestServer.Secret("very secret")),
        Tls = new TlsSettings(mode),
        Server = new ServerAddress("x", server.Endpoint),
    };

    private async Task<string?> CodeAsync(ConnectionTarget target)
    {
        var query = new EngineQuery("SELECT 1", [], TimeSpan.FromSeconds(20));
        return (await shop.Engine.ReadAsync(target, query, new ResultBuffer(1, 1_000), CancellationToken.None).WaitAsync(EngineCalls.Patience)).Error?.Code;
    }
}
