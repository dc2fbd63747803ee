using System.Diagnostics;
using System.Globalization;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>
/// The application, as a process, is killed while it upgrades a database that has data in it; the next start completes it, and nothing
/// is lost. <c>ADMIN_CRASH_KILLS</c> and <c>ADMIN_CRASH_SEED</c> choose how often and which instants.
/// </summary>
public sealed class MigrationKillTests(ITestOutputHelper output) : IDisposable
{
    // The migration after this one moves every stored webhook's body to another table.
    private const string Before = "AddCampaignWatching";
    private const int Webhooks = 20_000;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _root = Directory.CreateTempSubdirectory("admin-migration-kill-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Upgrade_KilledAtAnyInstant_IsCompletedByTheNextStart()
    {
        var kills = Setting("ADMIN_CRASH_KILLS", 3);
        var seed = Setting("ADMIN_CRASH_SEED", Environment.TickCount & 0xFFFFFF);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, seed {seed}"));
        var random = new Random(seed);
        var old = await MakeOldAsync();
        for (var kill = 0; kill < kills; kill++)
        {
            var directory = new DataDirectory(Path.Combine(_root, kill.ToString(CultureInfo.InvariantCulture)));
            File.Copy(old.File("admin.db"), directory.File("admin.db"));

            await StartAndKillAsync(directory, TimeSpan.FromMilliseconds(random.Next(500)));

            using var admin = Open(directory);
            await new DatabaseMigrator(admin, Options.Create(new DatabaseOptions()), directory, NullLogger<DatabaseMigrator>.Instance).RunAsync(Ct);
            await using var db = admin.Open(TenantScope.All("test"));
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
            Assert.Equal(Webhooks, await db.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM "WebhookEvents" """).SingleAsync(Ct));
            Assert.Equal(Webhooks, await db.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM "WebhookBodies" """).SingleAsync(Ct));
            Assert.Equal("ok", await db.Database.SqlQueryRaw<string>("""SELECT group_concat(integrity_check) AS "Value" FROM pragma_integrity_check""").SingleAsync(Ct));
        }
    }

    private async Task<DataDirectory> MakeOldAsync()
    {
        var directory = new DataDirectory(Path.Combine(_root, "old"));
        using var admin = Open(directory);
        await using var db = admin.Open(TenantScope.All("test"));
        await db.GetService<IMigrator>().MigrateAsync(Before, Ct);
        await using var write = await db.BeginWriteAsync(Ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Webhooks})
            INSERT INTO "WebhookEvents" ("Hash", "Body", "State", "ReceivedAt", "DueAt", "Looks")
            SELECT printf('%064d', i), zeroblob(500), 'received', '2026-11-25 10:00:00', '2026-11-25 10:00:00', 0 FROM n
            """,
            Ct);
        await write.CommitAsync(Ct);
        return directory;
    }

    private async Task StartAndKillAsync(DataDirectory directory, TimeSpan after)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Solution.Path, "Admin.Web", "bin", "Debug", "net10.0", "Admin.Web.dll")])
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DataDirectory"] = directory.FullPath;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line && !line.Contains("Applying", StringComparison.Ordinal))
        {
            // Until it migrates.
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await Task.Delay(after, TimeProvider.System, Ct);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(patience.Token);
    }

    // Not pooled: the files are copied and taken over by another process.
    private static AdminDb Open(DataDirectory directory) => new(Options.Create(new DatabaseOptions { ConnectionString = "Pooling=False" }), directory, NullLoggerFactory.Instance);

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
