using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>The lists of a campaign's audience became parts of it; nobody who was chosen before an upgrade must be missing after it.</summary>
public sealed class AudiencePartsMigrationTests : IDisposable
{
    private const string Organization = "01900000-0000-7000-8000-00000000000A";
    private const string First = "01900000-0000-7000-8000-0000000000B1";
    private const string Second = "01900000-0000-7000-8000-0000000000B2";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly OldDatabase _old = new();

    public void Dispose() => _old.Dispose();

    [Fact]
    public async Task Migrate_CampaignsWithLists_KeepThemAsParts()
    {
        await FillAsync();

        await _old.MigrateAsync();

        await using var after = _old.Open(TenantScope.For(OrganizationId.From(Guid.Parse(Organization))));
        var parts = await after.Set<CampaignAudiencePart>().ToListAsync(Ct);
        Assert.Equal([(1L, First), (1L, Second), (2L, First)], parts.Select(p => (p.CampaignKey, p.ListId!.Value.ToString().ToUpperInvariant())).Order());
        Assert.Equal(3, parts.Select(p => p.Id).Distinct().Count());
        Assert.All(parts, p => Assert.Equal(new AudiencePartContent(new ContactFilter(List: p.ListId)), p.Content));
        // Found by the text that the provider writes.
        var id = parts[0].Id;
        Assert.Equal(1, await after.Set<CampaignAudiencePart>().CountAsync(p => p.Id == id, Ct));
        Assert.Equal(0, await after.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE name = 'CampaignAudienceLists'""").SingleAsync(Ct));
    }

    [Fact]
    public async Task MigrateBack_WholeLists_AreThereAgain()
    {
        await FillAsync();
        await _old.MigrateAsync("AudienceParts");

        await _old.MigrateAsync("WebhookRetention");

        await using var after = _old.Open(TenantScope.All("test"));
        Assert.Equal(3, await after.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS "Value" FROM "CampaignAudienceLists" """).SingleAsync(Ct));
    }

    private async Task FillAsync()
    {
        await _old.MigrateAsync("ContactsAndPreparation");
        await _old.RunAsync($"""
            INSERT INTO "ContactLists" ("OrganizationId", "Id", "Name", "NormalizedName", "CreatedAt", "Stamp")
            VALUES ('{Organization}', '{First}', 'A', 'a', '2026-01-01 00:00:00', '{First}'), ('{Organization}', '{Second}', 'B', 'b', '2026-01-01 00:00:00', '{First}');
            WITH number(n) AS (VALUES (1), (2))
            INSERT INTO "Campaigns" ("Key", "Id", "OrganizationId", "Name", "NumberId", "TemplateName", "TemplateLanguage", "Parameters", "Status", "Epoch", "CreatedAt", "NextOrdinal",
                "PendingCount", "SendingCount", "SentCount", "DeliveredCount", "ReadCount", "FailedCount", "SkippedCount", "AmbiguousCount", "CancelledCount", "RespondedCount", "Stamp")
            SELECT n, '01900000-0000-7000-8000-0000000000C' || n, '{Organization}', 'May', '{First}', 'order_update', 'en_US', '[]', 'draft', 0, '2026-01-01 00:00:00', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{First}' FROM number;
            INSERT INTO "CampaignAudienceLists" ("OrganizationId", "CampaignKey", "ListId") VALUES ('{Organization}', 1, '{First}'), ('{Organization}', 1, '{Second}'), ('{Organization}', 2, '{First}');
            """);
    }
}
