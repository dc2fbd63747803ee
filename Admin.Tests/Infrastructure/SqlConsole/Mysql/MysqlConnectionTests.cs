using System.Net;
using System.Text;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Infrastructure.SqlConsole.Mysql;

public sealed class MysqlConnectionTests(MysqlShop shop) : IClassFixture<MysqlShop>
{
    [Fact]
    public async Task Test_Administrator_TellsVersionTlsAndDangers()
    {
        shop.Server.Require();
        var target = shop.Server.Target(shop.Database, shop.Server.Account, shop.Server.Password, AccessMode.ReadOnly);

        var report = (await shop.Engine.TestAsync(target, CancellationToken.None)).Value;

        Assert.Contains("MariaDB", report.ServerVersion, StringComparison.Ordinal);
        Assert.StartsWith("TLSv1.3 TLS_", report.Tls, StringComparison.Ordinal);
        Assert.Equal(["ALL PRIVILEGES", "GRANT OPTION"], report.Dangers);
    }

    [Fact]
    public async Task Test_OwnerAndReader_DifferInTheirDangers()
    {
        shop.Server.Require();

        Assert.Equal([$"ALL PRIVILEGES on `{shop.Database}`.*"], (await shop.Engine.TestAsync(shop.Target, CancellationToken.None)).Value.Dangers);
        Assert.Empty((await shop.Engine.TestAsync(shop.TargetOf(shop.Reader), CancellationToken.None)).Value.Dangers);
    }

    [Fact]
    public async Task Test_SafeAccount_CanBeCopiedAndReadsAndNoMore()
    {
        shop.Server.Require();
        var sql = (await shop.Engine.TestAsync(shop.Target, CancellationToken.None)).Value.SafeAccount!;
        await shop.RunAsync(sql.Replace("<password>", shop.Server.Password, StringComparison.Ordinal));
        try
        {
            var calls = new EngineCalls(shop.Engine, shop.TargetOf("admin_console"));

            Assert.Equal(3, (await calls.RowsAsync("SELECT * FROM users")).Count);
            Assert.Equal("rights_missing", (await calls.ChangeAsync("DELETE FROM notes", 2)).Error?.Code);
            Assert.Empty((await shop.Engine.TestAsync(shop.TargetOf("admin_console"), CancellationToken.None)).Value.Dangers);
            Assert.Equal("credentials_refused", await CodeAsync(shop.TargetOf("admin_console") with { Tls = new TlsSettings(TlsMode.Off) }));
        }
        finally
        {
            await shop.RunAsync("DROP USER 'admin_console'@'%'");
        }
    }

    [Theory]
    [InlineData("GRANT SELECT, INSERT, FILE, PROCESS ON *.* TO `x`@`%` IDENTIFIED BY PASSWORD '*1'", AccessMode.ReadOnly, "INSERT,FILE,PROCESS")]
    [InlineData("GRANT SELECT, INSERT, FILE, PROCESS ON *.* TO `x`@`%`", AccessMode.Write, "FILE,PROCESS")]
    [InlineData("GRANT SELECT (`a`, `b`), UPDATE (`c`), DROP ON `shop`.`x` TO `x`@`%` WITH GRANT OPTION", AccessMode.ReadOnly, "UPDATE on `shop`.`x`,DROP on `shop`.`x`,GRANT OPTION on `shop`.`x`")]
    [InlineData("GRANT USAGE ON *.* TO `x`@`%`", AccessMode.ReadOnly, "")]
    [InlineData("GRANT `role` TO `x`@`%`", AccessMode.ReadOnly, "")]
    public void Dangers_LineOfTheServer_AreTheRightsBeyondReading(string grant, AccessMode mode, string expected) =>
        Assert.Equal(expected, string.Join(',', Admin.Infrastructure.SqlConsole.Mysql.MysqlAccount.Dangers(grant, mode)));

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
        Assert.Equal("database_missing", await CodeAsync(shop.Target with { Database = "x;AllowLoadLocalInfile=true;Server=other" }));
        Assert.Equal("connection_failed", await CodeAsync(shop.Target with { Server = new ServerAddress("x", new IPEndPoint(IPAddress.Loopback, 1)) }));
    }

    [Theory]
    [InlineData("other.admin.test")]
    [InlineData("127.0.0.1")]
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

        Assert.Null((await shop.Engine.TestAsync(shop.Target with { Tls = new TlsSettings(TlsMode.Off) }, CancellationToken.None)).Value.Tls);
    }

    [Theory]
    [InlineData(TlsMode.Verify)]
    [InlineData(TlsMode.Encrypt)]
    public async Task Open_ServerWithoutTls_DoesNotFallBackToTheClear(TlsMode mode)
    {
        using var server = new ScriptedServer(GreetingWithoutTls(), speaksFirst: true);

        Assert.Equal("tls_failed", await CodeAsync(Local(server, mode)));
        Assert.DoesNotContain("somebody", Encoding.ASCII.GetString(await server.ReceivedAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoConnectionLeft_SaysSo()
    {
        shop.Server.Require();
        await shop.RunAsync($"ALTER USER '{shop.Reader}'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 1");
        var holding = shop.Engine.ReadAsync(shop.TargetOf(shop.Reader), new EngineQuery("SELECT SLEEP(2)", [], TimeSpan.FromSeconds(20)), new ResultBuffer(1, 1_000), CancellationToken.None);
        await Postgresql.PostgresqlReadTests.EventuallyAsync(async () => await shop.AskAsync($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{shop.Reader}'") == "1");

        Assert.Equal("too_many_connections", await CodeAsync(shop.TargetOf(shop.Reader)));

        await holding;
        await shop.RunAsync($"ALTER USER '{shop.Reader}'@'127.0.0.1' WITH MAX_USER_CONNECTIONS 0");
    }

    private static ConnectionTarget Local(ScriptedServer server, TlsMode mode) => new(default, EngineKind.Mysql, "x", AccessMode.ReadOnly)
    {
        Credentials = new("somebody", TestServer.Secret("secret")),
        Tls = new TlsSettings(mode),
        Server = new ServerAddress("x", server.Endpoint),
    };

    // Protocol 10, a version, a thread, a salt, capabilities without SSL (0x0800), a character set, a status, a longer salt, a method.
    private static byte[] GreetingWithoutTls()
    {
        byte[] body =
        [
            10, .. "8.0.30\0"u8, 1, 0, 0, 0, .. "12345678\0"u8, 0xff, 0xf7, 45, 2, 0, 0x08, 0x00, 21, .. new byte[10], .. "123456789012\0"u8, .. "mysql_native_password\0"u8,
        ];
        return [(byte)body.Length, 0, 0, 0, .. body];
    }

    private async Task<string?> CodeAsync(ConnectionTarget target)
    {
        var query = new EngineQuery("SELECT 1", [], TimeSpan.FromSeconds(20));
        return (await shop.Engine.ReadAsync(target, query, new ResultBuffer(1, 1_000), CancellationToken.None).WaitAsync(EngineCalls.Patience)).Error?.Code;
    }
}
