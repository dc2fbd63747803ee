using System.Text;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>The bodies of webhooks moved to a table of their own; what was stored and not merged yet must not get lost on the way.</summary>
public sealed class ListeningMigrationTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N"));

    [Fact]
    public async Task Migrate_StoredWebhooks_KeepTheirBodies()
    {
        var directory = new DataDirectory(_path);
        using var admin = new AdminDb(Options.Create(new DatabaseOptions()), directory, NullLoggerFactory.Instance);
        await using (var db = admin.Open(TenantScope.All("test")))
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("AddCampaignWatching");
            await using (var write = await db.BeginWriteAsync(CancellationToken.None))
            {
                await db.Database.ExecuteSqlRawAsync("""
                    INSERT INTO "WebhookEvents" ("Hash", "Body", "State", "ReceivedAt", "DueAt", "Looks")
                    VALUES (printf('%064d', 1), CAST('{"entry":[]}' AS BLOB), 'received', '2026-11-25 10:00:00', '2026-11-25 10:00:00', 0)
                    """.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                await write.CommitAsync(CancellationToken.None);
            }

            await migrator.MigrateAsync();
        }

        await using var after = admin.Open(TenantScope.All("test"));
        var stored = await after.Set<WebhookEvent>().SingleAsync();
        Assert.Equal(12, stored.Size);
        Assert.Equal(WebhookEvent.ManyNumbers, stored.Numbers);
        var body = await after.Database.SqlQueryRaw<byte[]>("""SELECT "Body" AS "Value" FROM "WebhookBodies" """).SingleAsync();
        Assert.Equal("""{"entry":[]}""", Encoding.UTF8.GetString(body));
    }

    public void Dispose()
    {
        using (var pool = new SqliteConnection(AdminDb.SqliteConnectionString(new DatabaseOptions(), new DataDirectory(_path))))
            SqliteConnection.ClearPool(pool);
        Directory.Delete(_path, recursive: true);
    }
}
