using System.Diagnostics;
using System.Net;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>How the engine talks, against a double that knows no SQL: not proof of what a real server does.</summary>
public sealed class SqlServerEngineDoubleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SqlServerEngine _engine = new(TimeProvider.System);
    private readonly TdsServerDouble _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Read_Rows_AreTypedAndTheTransactionIsRolledBack()
    {
        _server.Answer("SELECT a, b", () => new TdsTokens().Rows([1L, "Ana"], [2L, null]));
        var results = new ResultBuffer(10, 10_000);

        var report = await _engine.ReadAsync(Target(), Query("SELECT a, b FROM t"), results, CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Equal([1L, "Ana"], results.Rows[0]);
        Assert.Equal([2L, null], results.Rows[1]);
        Assert.Equal("16.00.4000", report.Value.ServerVersion);
        Assert.DoesNotContain("COMMIT TRANSACTION", _server.Statements);
    }

    [Fact]
    public async Task Read_Statement_ComesAfterItsSettingsInsideATransactionWithItsComment()
    {
        _server.Answer("SELECT 1", () => new TdsTokens().Rows([1L]));

        await _engine.ReadAsync(Target(), Query("SELECT 1"), new ResultBuffer(10, 10_000), CancellationToken.None);

        var statements = _server.Statements.ToList();
        Assert.Contains("SET XACT_ABORT ON", statements[0], StringComparison.Ordinal);
        Assert.Contains("QUOTED_IDENTIFIER ON", statements[0], StringComparison.Ordinal);
        Assert.Contains("SET LOCK_TIMEOUT 10000", statements[0], StringComparison.Ordinal);
        Assert.Equal(["BEGIN TRANSACTION", "SELECT 1\n/* admin run 1 */"], statements[1..3]);
    }

    [Fact]
    public async Task Read_WithParameters_SendsThemBesideTheText()
    {
        _server.Answer("SELECT @n", () => new TdsTokens().Rows(["x"]));
        var query = Query("SELECT @n") with { Parameters = [new BoundParameter("n", 7, 2, "'; DROP TABLE t --"), new BoundParameter("n", 12, 2, "'; DROP TABLE t --")] };

        var report = await _engine.ReadAsync(Target(), query, new ResultBuffer(10, 10_000), CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Contains("SELECT @n\n/* admin run 1 */", _server.Statements);
    }

    [Fact]
    public async Task Read_ThatChangedRows_IsRefusedPastTheGuard()
    {
        _server.Answer("DELETE", () => new TdsTokens().Done(0x10, 3, TdsTokens.Delete));

        var report = await _engine.ReadAsync(Target(), Query("DELETE FROM t"), new ResultBuffer(10, 10_000), CancellationToken.None);

        Assert.Equal("engine_refused", report.Error!.Code);
        Assert.DoesNotContain("COMMIT TRANSACTION", _server.Statements);
    }

    [Fact]
    public async Task Read_MoreRowsThanAllowed_CutsAndSaysSo()
    {
        _server.Answer("SELECT", () => new TdsTokens().Rows([.. Enumerable.Range(0, 20_000).Select(i => new object?[] { (long)i })]));
        var results = new ResultBuffer(10, 1_000_000);

        var report = await _engine.ReadAsync(Target(), Query("SELECT a FROM t"), results, CancellationToken.None).WaitAsync(Patience);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Equal(10, results.Rows.Count);
        Assert.True(results.TruncatedByRows);
    }

    [Theory]
    [InlineData(208, "Invalid object name 'x'.", "statement_failed")]
    [InlineData(229, "The SELECT permission was denied on the object 't'.", "rights_missing")]
    [InlineData(1205, "Transaction was deadlocked.", "deadlock")]
    [InlineData(1222, "Lock request time out period exceeded.", "lock_wait")]
    public async Task Read_ServerRefuses_IsATypedErrorWithItsPlace(int number, string message, string expected)
    {
        _server.Answer("FROM x", () => new TdsTokens().Error(number, message, line: 2).Done(0x02));

        var error = (await _engine.ReadAsync(Target(), Query("SELECT a\n  FROM x"), new ResultBuffer(10, 10_000), CancellationToken.None)).Error!;

        Assert.Equal(expected, error.Code);
        if (expected == "statement_failed")
            Assert.Contains(new KeyValuePair<string, object>("position", 11), error.Args!);
    }

    [Fact]
    public async Task Read_ServerHangsUp_IsConnectionLost()
    {
        _server.Answer("SELECT", () => null);

        Assert.Equal("connection_lost", (await ReadAsync()).Error!.Code);
    }

    [Fact]
    public async Task Read_Cancelled_ReachesTheServer()
    {
        using var cancel = new CancellationTokenSource();
        _server.Stall("SELECT");
        var run = ReadAsync(ct: cancel.Token);
        await UntilAsync(() => _server.Statements.Any(s => s.StartsWith("SELECT", StringComparison.Ordinal)));

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(Patience)).Error!.Code);
        Assert.Contains("ATTENTION", _server.Statements);
    }

    [Fact]
    public async Task Read_SlowerThanItsLimit_IsStoppedAtTheServer()
    {
        _server.Stall("SELECT");

        var report = await ReadAsync(limit: TimeSpan.FromSeconds(1)).WaitAsync(Patience);

        Assert.Equal("query_timeout", report.Error!.Code);
        Assert.Contains("ATTENTION", _server.Statements);
    }

    [Fact]
    public async Task Change_AsManyAsExpected_IsCommitted()
    {
        _server.Answer("ROWCOUNT_BIG", () => new TdsTokens().Done(0x11, 5, TdsTokens.Delete).Rows([2L]));

        var report = await ChangeAsync(expected: 2);

        Assert.True(report.Value.Committed);
        Assert.Equal(2, report.Value.Run.AffectedRows);
        Assert.Contains("COMMIT TRANSACTION", _server.Statements);
    }

    [Fact]
    public async Task Change_ConnectionBreaksAtTheCommit_SaysThatNobodyKnows()
    {
        _server.Answer("COMMIT TRANSACTION", () => null);
        _server.Answer("ROWCOUNT_BIG", () => new TdsTokens().Rows([2L]));

        Assert.Equal("change_uncertain", (await ChangeAsync(expected: 2)).Error!.Code);
    }

    [Theory]
    [InlineData(1L)]
    [InlineData(null)]
    public async Task Change_OtherThanExpectedOrAPreview_IsNotCommitted(long? expected)
    {
        _server.Answer("ROWCOUNT_BIG", () => new TdsTokens().Done(0x11, 2, TdsTokens.Delete).Rows([2L]));

        var report = await ChangeAsync(expected);

        Assert.False(report.Value.Committed);
        Assert.Equal(2, report.Value.Run.AffectedRows);
        Assert.DoesNotContain("COMMIT TRANSACTION", _server.Statements);
    }

    [Fact]
    public async Task Change_OnAReadOnlySource_IsRefused()
    {
        var report = await _engine.ChangeAsync(Target() with { Mode = AccessMode.ReadOnly }, Query("DELETE FROM t WHERE a = 1"), new EngineChange(1), CancellationToken.None);

        Assert.Equal("data_source_read_only", report.Error!.Code);
        Assert.Equal(0, _server.Logins);
    }

    [Theory]
    [InlineData(18456, "credentials_refused")]
    [InlineData(4060, "database_missing")]
    [InlineData(10928, "too_many_connections")]
    public async Task Open_LoginRefused_IsATypedError(int number, string expected)
    {
        _server.Login = new TdsTokens().Error(number, "no").Done(0x02);

        Assert.Equal(expected, (await ReadAsync()).Error!.Code);
    }

    [Fact]
    public async Task Open_WithoutAnAccount_DoesNotTryTheMachinesOwn()
    {
        Assert.Equal("credentials_refused", (await ReadAsync(Target() with { Credentials = null })).Error!.Code);
        Assert.Equal(0, _server.OpenConnections);
    }

    [Fact]
    public async Task Open_ServerThatSendsElsewhere_RunsNothingThere()
    {
        await using var other = new TdsServerDouble();
        _server.Login = new TdsTokens().LoginAck().Route("127.0.0.1", other.Endpoint.Port).Done();

        var report = await ReadAsync().WaitAsync(Patience);

        Assert.Equal("connection_failed", report.Error!.Code);
        Assert.DoesNotContain(other.Statements.Concat(_server.Statements), s => s.Contains("SELECT", StringComparison.Ordinal));
        // What stands: the driver has followed and logged in there before anybody can keep it from doing so.
        Assert.Equal(1, other.Logins);
    }

    [Fact]
    public async Task Open_ServerThatNamesAPartner_IsNotLeft()
    {
        await using var other = new TdsServerDouble();
        _server.Login = new TdsTokens().LoginAck().Partner($"tcp:127.0.0.1,{other.Endpoint.Port}").Done();
        _server.Answer("SELECT", () => null);

        await ReadAsync().WaitAsync(Patience);
        await ReadAsync().WaitAsync(Patience);

        Assert.Equal((2, 0), (_server.Logins, other.Logins));
    }

    [Fact]
    public async Task Open_NobodyListens_IsConnectionFailed()
    {
        var closed = new TdsServerDouble();
        var endpoint = closed.Endpoint;
        await closed.DisposeAsync();

        Assert.Equal("connection_failed", (await ReadAsync(Target(endpoint)).WaitAsync(Patience)).Error!.Code);
    }

    [Fact]
    public async Task Open_PinnedCertificate_IsAcceptedAndAnotherIsNot()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("db.example.test");
        using var other = authority.Issue("db.example.test");
        await using var server = new TdsServerDouble { Certificate = certificate };
        server.Answer("SELECT", () => new TdsTokens().Rows([1L]));
        var target = Target(server.Endpoint);

        var pinned = await ReadAsync(target with { Tls = new TlsSettings(TlsMode.Verify, certificate.ExportCertificatePem()) });
        var wrong = await ReadAsync(target with { Tls = new TlsSettings(TlsMode.Verify, other.ExportCertificatePem()) });
        var unknown = await ReadAsync(target with { Tls = TlsSettings.Verified });
        var any = await ReadAsync(target with { Tls = new TlsSettings(TlsMode.Encrypt) });

        Assert.False(pinned.Failed, pinned.Error?.Message);
        Assert.Equal("tls_failed", wrong.Error!.Code);
        Assert.Equal("tls_failed", unknown.Error!.Code);
        Assert.False(any.Failed, any.Error?.Message);
        // Nobody has sent a password before the certificate was agreed to.
        Assert.Equal(2, server.Logins);
    }

    [Fact]
    public async Task Open_SeveralCertificates_AreRefusedBeforeConnecting()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("db.example.test");

        var report = await ReadAsync(Target() with { Tls = new TlsSettings(TlsMode.Verify, $"{authority.Pem}\n{certificate.ExportCertificatePem()}") });

        Assert.Equal("tls_failed", report.Error!.Code);
        Assert.Equal(0, _server.OpenConnections);
    }

    [Fact]
    public async Task Open_ServerWithoutTls_WhereItIsAskedFor_IsTlsFailed() =>
        Assert.Equal("tls_failed", (await ReadAsync(Target() with { Tls = TlsSettings.Verified })).Error!.Code);

    [Fact]
    public async Task Run_AThousandFailures_LeavesNoConnectionAndNoThread()
    {
        _server.Answer("hang up", () => null);
        _server.Answer("refuse", () => new TdsTokens().Error(208, "no").Done(0x02));
        await ReadAsync(text: "SELECT 'refuse'");
        var threads = Process.GetCurrentProcess().Threads.Count;
        for (var i = 0; i < 1_000; i++)
            Assert.True((await ReadAsync(text: i % 2 == 0 ? "SELECT 'hang up'" : "SELECT 'refuse'").WaitAsync(Patience)).Failed);

        await UntilAsync(() => _server.OpenConnections == 0);
        Assert.InRange(Process.GetCurrentProcess().Threads.Count - threads, int.MinValue, 40);
    }

    private Task<Result<RunReport>> ReadAsync(ConnectionTarget? target = null, string text = "SELECT 1", TimeSpan? limit = null, CancellationToken ct = default) =>
        _engine.ReadAsync(target ?? Target(), Query(text) with { Timeout = limit ?? TimeSpan.FromSeconds(20) }, new ResultBuffer(10, 10_000), ct);

    private Task<Result<ChangeReport>> ChangeAsync(long? expected) =>
        _engine.ChangeAsync(Target(), Query("UPDATE t SET a = 1 WHERE b = 2"), new EngineChange(expected), CancellationToken.None);

    private static EngineQuery Query(string text) => new(text, [], TimeSpan.FromSeconds(20), "admin run 1");

    private ConnectionTarget Target(IPEndPoint? endpoint = null) => new(OrganizationId.New(), EngineKind.Sqlserver, "shop", AccessMode.Write)
    {
        Server = new ServerAddress("db.example.test", endpoint ?? _server.Endpoint),
        Tls = new TlsSettings(TlsMode.Off),
        Credentials = new DatabaseCredentials("ana", new SecretValue(Encoding.UTF8.GetBytes("right"), SecretEncoding.Text)),
    };

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 3_000 && !condition(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.True(condition());
    }
}
