using System.Diagnostics;
using System.Net;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

[Collection(nameof(Alone))]
public sealed class PostgresqlSoakTests(PostgresqlShop shop) : IClassFixture<PostgresqlShop>
{
    private const int Runs = 1_000;

    [Fact]
    public async Task Read_AThousandFailures_LeaveNoConnectionAndNoThread()
    {
        shop.Server.Require();
        await RunAsync(40);
        var (threads, handles) = Counts();

        var codes = await RunAsync(Runs);

        Assert.Equal(Runs, codes.Count);
        Assert.DoesNotContain(null, codes);
        string?[] expected =
        [
            "statement_failed", "engine_refused", "credentials_refused", "database_missing", "connection_failed", "tls_failed", "query_cancelled", "rights_missing",
        ];
        Assert.Superset(expected.ToHashSet(), codes.ToHashSet());
        Assert.Equal(0, await shop.SessionsAsync());
        var after = Counts();
        Assert.InRange(after.Threads - threads, -1_000, 20);
        Assert.InRange(after.Handles - handles, -1_000, 40);
    }

    [Fact]
    public async Task Read_CellOfHundredMegabytes_DoesNotFillTheMemory()
    {
        shop.Server.Require();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await shop.Calls.RowsAsync("SELECT repeat('x', 100000000)");

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }

    private async Task<List<string?>> RunAsync(int runs)
    {
        var codes = new List<string?>();
        await Parallel.ForEachAsync(Enumerable.Range(0, runs), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            var code = (await FailAsync(i)).Error?.Code;
            lock (codes)
                codes.Add(code);
        });
        return codes;
    }

    private async Task<Admin.Domain.Common.Result<RunReport>> FailAsync(int i)
    {
        // Most without TLS: a handshake costs this machine more than all the rest.
        var target = i % 10 == 0 ? shop.Target : shop.Target with { Tls = new TlsSettings(TlsMode.Off) };
        var results = new ResultBuffer(10, 10_000);
        using var cancel = new CancellationTokenSource();
        if (i % 8 == 6)
            cancel.CancelAfter(TimeSpan.FromMilliseconds(i % 50));
        return (i % 8) switch
        {
            0 => await shop.Engine.ReadAsync(target, shop.Calls.Query("SELEC"), results, cancel.Token),
            1 => await shop.Engine.ReadAsync(target, shop.Calls.Query("SELECT 1 / (50 - i) FROM generate_series(1, 100) AS i"), new ResultBuffer(1_000, 100_000), cancel.Token),
            2 => await shop.Engine.ReadAsync(target, shop.Calls.Query("DELETE FROM notes"), results, cancel.Token),
            3 => await shop.Engine.ReadAsync(target with { Database = "missing" }, shop.Calls.Query("SELECT 1"), results, cancel.Token),
            4 => await shop.Engine.ReadAsync(target with { Credentials = new(shop.Owner, TestServer.Secret("wrong")) }, shop.Calls.Query("SELECT 1"), results, cancel.Token),
            5 when i % 16 == 5 => await shop.Engine.ReadAsync(target with { Server = new("x", new IPEndPoint(IPAddress.Loopback, 1)) }, shop.Calls.Query("SELECT 1"), results, cancel.Token),
            5 => await shop.Engine.ReadAsync(target with { Server = new("x", shop.Server.Endpoint), Tls = TlsSettings.Verified }, shop.Calls.Query("SELECT 1"), results, cancel.Token),
            6 => await shop.Engine.ReadAsync(target, shop.Calls.Query("SELECT pg_sleep(60)"), results, cancel.Token),
            _ => await shop.Engine.ReadAsync(target with { Credentials = shop.TargetOf(shop.Reader).Credentials }, shop.Calls.Query("SELECT * FROM orders"), results, cancel.Token),
        };
    }

    private static (int Threads, int Handles) Counts()
    {
        using var process = Process.GetCurrentProcess();
        return (process.Threads.Count, process.HandleCount);
    }
}
