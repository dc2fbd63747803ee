using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Admin.Tests.Domain.PersonalData;

/// <summary>Whoever makes a table that can hold a text decides here whether a customer's phone, name or parameters can stand in it.</summary>
public sealed class PersonPlacesTests
{
    /// <summary>Texts of the organization and its own people, ids, codes and hashes: no customer's data by their rules.</summary>
    private static readonly string[] NamesNobody =
    [
        "AccountLinks", "AuditEntries", "AuditHeads", "CampaignAudienceParts", "CampaignBuckets", "Campaigns", "Chatbots", "ContactLists", "DataSourceGrants", "DataSources",
        "Invitations", "Memberships", "NoticePreferences", "NoticeReceipts", "Notices", "Numbers", "OrganizationVisits", "Organizations", "People", "RateLimitOverrides",
        "ReEncryptionFailures", "ReEncryptions", "RecoveryCodes", "RefreshTokens", "SecretReads", "SecretRequests", "SecretVersions", "Secrets", "ServiceTokens", "Sessions",
        "SignInFailures", "Templates", "WallLinks", "WebhookEvents", "WebhookForwards", "WhatsAppApps", "RetentionTerms",
        "CampaignApprovals", "CampaignDays", "CampaignRules", "ContactTags", "MessagePrices", "PriceBooks", "TemplateSyncStates",
        // Phone and name of an erasure are there until it is done, by design.
        "Erasures",
        // Identity's, of the organization's own people.
        "AspNetUserClaims", "AspNetUserLogins", "AspNetUserTokens", "DataProtectionKeys",
    ];

    [Fact]
    public async Task EveryTable_IsLookedAfterByAPlace_OrNamesNobody()
    {
        await using var world = await World.CreateAsync();
        await using var db = await world.Db.OpenAsync(TenantScope.All("its model"));
        var covered = world.Get<IEnumerable<IPersonPlace>>().SelectMany(p => p.Tables).ToHashSet(StringComparer.Ordinal);
        var holding = db.Model.GetEntityTypes().Where(CanHoldAText).Select(e => e.GetTableName()!).Distinct().ToList();

        var forgotten = holding.Where(t => !covered.Contains(t) && !NamesNobody.Contains(t, StringComparer.Ordinal)).ToList();

        Assert.True(forgotten.Count == 0, $"Name them in an IPersonPlace, or say here that they name nobody: {string.Join(", ", forgotten)}");
        Assert.Empty(covered.Except(db.Model.GetEntityTypes().Select(e => e.GetTableName()!), StringComparer.Ordinal));
        Assert.Empty(covered.Intersect(NamesNobody, StringComparer.Ordinal));
    }

    private static bool CanHoldAText(IEntityType entity) =>
        entity.GetProperties().Any(p => (p.GetValueConverter()?.ProviderClrType ?? p.ClrType) is var type && (type == typeof(string) || type == typeof(byte[])));
}
