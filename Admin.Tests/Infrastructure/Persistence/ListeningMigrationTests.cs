using System.Text;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>The bodies of webhooks moved to a table of their own; what was stored and not merged yet must not get lost on the way.</summary>
public sealed class ListeningMigrationTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly OldDatabase _old = new();

    public void Dispose() => _old.Dispose();

    [Fact]
    public async Task Migrate_StoredWebhooks_KeepTheirBodies()
    {
        await _old.MigrateAsync("AddCampaignWatching");
        await _old.RunAsync("""
            INSERT INTO "WebhookEvents" ("Hash", "Body", "State", "ReceivedAt", "DueAt", "Looks")
            VALUES (printf('%064d', 1), CAST('{"entry":[]}' AS BLOB), 'received', '2026-11-25 10:00:00', '2026-11-25 10:00:00', 0)
            """);

        await _old.MigrateAsync();

        await using var after = _old.Open(TenantScope.All("test"));
        var stored = await after.Set<WebhookEvent>().SingleAsync(Ct);
        Assert.Equal(12, stored.Size);
        Assert.Equal(WebhookEvent.ManyNumbers, stored.Numbers);
        var body = await after.Database.SqlQueryRaw<byte[]>("""SELECT "Body" AS "Value" FROM "WebhookBodies" """).SingleAsync(Ct);
        Assert.Equal("""{"entry":[]}""", Encoding.UTF8.GetString(body));
    }
}
