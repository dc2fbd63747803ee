using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>Whose the webhooks are: by the numbers that they name, as far as those belong to the app that signed.</summary>
public sealed class WebhookOwners(IAdminDb adminDb)
{
    private static readonly TenantScope Scope = TenantScope.All("the number named by a webhook decides whose it is");

    public async Task<WebhookOwnership> OfAsync(IEnumerable<(WhatsAppAppId App, IEnumerable<string> Numbers)> webhooks, CancellationToken ct)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var apps = new HashSet<WhatsAppAppId>();
        foreach (var (app, numbers) in webhooks)
        {
            ids.UnionWith(numbers);
            if (app != WhatsAppAppId.Platform)
                apps.Add(app);
        }

        var (named, signing) = (ids.ToList(), apps.ToList());
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var known = named.Count == 0 ? [] : await db.Set<Number>().AsNoTracking().Where(n => EF.Parameter(named).Contains(n.PhoneNumberId))
            .Select(n => new { n.PhoneNumberId, n.OrganizationId, n.AppId }).ToListAsync(ct);
        var owned = signing.Count == 0 ? [] : await db.Set<WhatsAppApp>().AsNoTracking().Where(a => signing.Contains(a.Id))
            .Select(a => new { a.Id, a.OrganizationId }).ToListAsync(ct);
        return new WebhookOwnership(
            known.ToDictionary(n => (n.AppId ?? WhatsAppAppId.Platform, n.PhoneNumberId), n => n.OrganizationId),
            owned.ToDictionary(a => a.Id, a => a.OrganizationId));
    }
}

/// <summary>Who owns what, as it was read.</summary>
public sealed class WebhookOwnership(IReadOnlyDictionary<(WhatsAppAppId App, string Number), OrganizationId> numbers, IReadOnlyDictionary<WhatsAppAppId, OrganizationId> apps)
{
    /// <summary>
    /// The organizations that a webhook is about, each once. Of an organization's own app it is that one, whatever it names; numbers of
    /// nobody here, or of another app, are left out.
    /// </summary>
    public IReadOnlyCollection<OrganizationId> Of(WhatsAppAppId app, IEnumerable<string> named)
    {
        if (app != WhatsAppAppId.Platform)
            return apps.TryGetValue(app, out var owner) ? [owner] : [];
        return [.. named.Where(n => numbers.ContainsKey((app, n))).Select(n => numbers[(app, n)]).Distinct()];
    }
}
