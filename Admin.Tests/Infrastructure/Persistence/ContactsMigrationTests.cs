using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
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

/// <summary>Contacts got names of their own and phones one spelling; nobody may lose a name by that, or be written to against their will.</summary>
public sealed class ContactsMigrationTests : IDisposable
{
    private const string Before = "Budgets";

    private readonly string _path = Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N"));

    [Fact]
    public async Task Migrate_NamesAndOptOuts_AreCarriedOver()
    {
        using var admin = new AdminDb(Options.Create(new DatabaseOptions()), new DataDirectory(_path), NullLoggerFactory.Instance);
        var organization = Guid.CreateVersion7();
        await using (var db = admin.Open(TenantScope.All("test")))
        {
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync(Before);
            await using (var write = await db.BeginWriteAsync(CancellationToken.None))
            {
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "Organizations" ("Id", "Name", "Slug", "DefaultRegion", "RequiresSecondFactor", "CreatedAt", "Stamp")
                    VALUES ({organization}, 'Acme', 'acme', 'BR', 0, '2026-01-01 00:00:00', {organization})
                    """);
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "Contacts" ("OrganizationId", "Id", "Phone", "Fields", "CreatedAt")
                    VALUES ({organization}, {organization}, '+5511987654321', json_object('name', 'Ana Prado', 'order', '7'), '2026-01-01 00:00:00')
                    """);
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "OptOuts" ("OrganizationId", "Phone", "Source", "CreatedAt") VALUES
                        ({organization}, '+551187654321', 'whatsapp', '2026-01-01 00:00:00'),
                        ({organization}, '+551176543210', 'whatsapp', '2026-01-02 00:00:00'),
                        ({organization}, '+5511976543210', 'person', '2026-01-03 00:00:00'),
                        ({organization}, '+5215512345678', 'whatsapp', '2026-01-01 00:00:00'),
                        ({organization}, '+551130001000', 'person', '2026-01-01 00:00:00'),
                        ({organization}, '+447700900123', 'person', '2026-01-01 00:00:00')
                    """);
                await write.CommitAsync(CancellationToken.None);
            }

            await migrator.MigrateAsync();
        }

        await using var after = admin.Open(TenantScope.All("test"));
        var contact = await after.Set<Contact>().SingleAsync();
        Assert.Equal(("Ana Prado", "ana prado"), (contact.Name, contact.SearchName));
        var optOuts = await after.Set<OptOut>().ToDictionaryAsync(o => o.Phone, o => o.Source);
        Assert.Equal(["+447700900123", "+525512345678", "+551130001000", "+5511976543210", "+5511987654321"], optOuts.Keys.Order(StringComparer.Ordinal));
        // What was entered under the phone itself is not overwritten.
        Assert.Equal("person", optOuts["+5511976543210"]);
    }

    public void Dispose()
    {
        using (var pool = new SqliteConnection(AdminDb.SqliteConnectionString(new DatabaseOptions(), new DataDirectory(_path))))
            SqliteConnection.ClearPool(pool);
        Directory.Delete(_path, recursive: true);
    }
}
