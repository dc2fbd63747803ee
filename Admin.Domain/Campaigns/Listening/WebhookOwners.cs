using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>Whose the numbers are that webhooks name.</summary>
public sealed class WebhookOwners(IAdminDb adminDb)
{
    private static readonly TenantScope Scope = TenantScope.All("the number named by a webhook decides whose it is");

    /// <summary>The organization of each WhatsApp phone number id; a number that nobody here has is left out.</summary>
    public async Task<IReadOnlyDictionary<string, OrganizationId>> OfAsync(IEnumerable<string> phoneNumberIds, CancellationToken ct)
    {
        var ids = phoneNumberIds.Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
            return new Dictionary<string, OrganizationId>(StringComparer.Ordinal);
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var numbers = await db.Set<Number>().AsNoTracking().Where(n => ids.Contains(n.PhoneNumberId))
            .Select(n => new { n.PhoneNumberId, n.OrganizationId }).ToListAsync(ct);
        return numbers.ToDictionary(n => n.PhoneNumberId, n => n.OrganizationId, StringComparer.Ordinal);
    }
}
