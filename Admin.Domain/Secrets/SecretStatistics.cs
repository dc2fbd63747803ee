using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>The usage page: what there is, what needs a look, and who reads.</summary>
public sealed class SecretStatistics(IAdminDb adminDb, Access access, IOptions<SecretsOptions> options, TimeProvider time)
{
    private const int TopReadersShown = 10;

    /// <summary>The few figures of the overview page.</summary>
    public async Task<Result<SecretOverview>> OverviewAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await OverviewAsync(db, time.GetUtcNow().UtcDateTime, ct);
    }

    /// <summary>All of them, for the usage page.</summary>
    public async Task<Result<SecretStats>> GetAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var living = Matching(db, new SecretFilter(), now);
        return new SecretStats
        {
            Overview = await OverviewAsync(db, now, ct),
            ByKind = await living.GroupBy(s => s.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct),
            ByProvider = await living.GroupBy(s => s.Provider).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct),
            NeverUsed = await CountAsync(db, new SecretFilter { Attention = SecretAttention.NeverUsed }, now, ct),
            Stale = await CountAsync(db, new SecretFilter { Attention = SecretAttention.Stale }, now, ct),
            Duplicates = await CountAsync(db, new SecretFilter { Attention = SecretAttention.Duplicate }, now, ct),
            Restricted = await living.CountAsync(s => s.Visibility == SecretVisibility.Restricted, ct),
            Deleted = await CountAsync(db, new SecretFilter { Deleted = true }, now, ct),
            Days = await DaysAsync(db, now, ct),
            TopReaders = await TopAsync(db, now, ct),
            Entitled = await EntitledAsync(db, now, ct),
        };
    }

    private async Task<SecretOverview> OverviewAsync(AdminDbContext db, DateTime now, CancellationToken ct) => new(
        await CountAsync(db, new SecretFilter(), now, ct),
        await CountAsync(db, new SecretFilter { Expiry = SecretExpiry.Expiring }, now, ct),
        await CountAsync(db, new SecretFilter { Expiry = SecretExpiry.Expired }, now, ct),
        await CountAsync(db, new SecretFilter { Attention = SecretAttention.OverdueRotation }, now, ct));

    private Task<int> CountAsync(AdminDbContext db, SecretFilter filter, DateTime now, CancellationToken ct) => Matching(db, filter, now).CountAsync(ct);

    private IQueryable<Secret> Matching(AdminDbContext db, SecretFilter filter, DateTime now) =>
        SecretQueries.Matching(db, filter, now, options.Value.RestoreDays).AsNoTracking();

    /// <summary>Reads of living secrets since a day.</summary>
    private static IQueryable<SecretRead> Reads(AdminDbContext db, DateTime since) =>
        db.Set<SecretRead>().Where(r => r.Day >= since).Join(db.Set<Secret>().Where(s => s.DeletedKey == Guid.Empty), r => r.SecretId, s => s.Id, (r, s) => r);

    private static DateTime FirstDay(DateTime now) => now.Date.AddDays(1 - SecretStats.ReadDays);

    private static async Task<List<ReadsOfDay>> DaysAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var counts = await Reads(db, FirstDay(now)).GroupBy(r => r.Day).Select(g => new { g.Key, Count = g.Sum(r => r.Count) }).ToDictionaryAsync(g => g.Key.Date, g => g.Count, ct);
        return [.. Enumerable.Range(0, SecretStats.ReadDays).Select(i => FirstDay(now).AddDays(i)).Select(d => new ReadsOfDay(DateOnly.FromDateTime(d), counts.GetValueOrDefault(d)))];
    }

    private static async Task<List<TopReader>> TopAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var top = await Reads(db, FirstDay(now))
            .GroupBy(r => new { r.ReaderKind, r.ReaderId })
            .Select(g => new { g.Key.ReaderKind, g.Key.ReaderId, Count = g.Sum(r => r.Count), Secrets = g.Select(r => r.SecretId).Distinct().Count(), LastAt = g.Max(r => r.LastAt) })
            .OrderByDescending(g => g.Count).ThenBy(g => g.ReaderId)
            .Take(TopReadersShown)
            .ToListAsync(ct);
        var names = await SecretReaderNames.OfAsync(db, top.Select(t => new SecretReader(t.ReaderKind, t.ReaderId)), ct);
        return top.ConvertAll(t => new TopReader(new SecretReader(t.ReaderKind, t.ReaderId), names[new SecretReader(t.ReaderKind, t.ReaderId)], t.Count, t.Secrets, t.LastAt));
    }

    /// <summary>People whose role may reveal, and tokens that name secrets or chatbots. Whoever reads least of what they may stands first.</summary>
    private static async Task<List<EntitledReader>> EntitledAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var secrets = await db.Set<Secret>().Where(s => s.DeletedKey == Guid.Empty).Select(s => new OpenSecret(s.Id, s.ChatbotId, s.Visibility)).ToListAsync(ct);
        var masked = secrets.Where(s => s.Visibility == SecretVisibility.Masked).Select(s => s.Id).ToHashSet();
        List<(SecretReader Reader, string Name, HashSet<SecretId> Open)> readers =
        [
            .. (await PeopleAsync(db, ct)).Select(p => (new SecretReader(ActorKind.Person, p.Id.ToString()), p.Name, masked)),
            .. (await TokensAsync(db, now, ct)).Select(t => (new SecretReader(ActorKind.ServiceToken, t.Id.ToString()), t.Name, secrets.Where(t.MayRead).Select(s => s.Id).ToHashSet())),
        ];
        var reads = await Reads(db, now.Date.AddDays(-SecretStats.StaleDays))
            .Where(r => r.ReaderKind != ActorKind.System)
            .GroupBy(r => new { r.ReaderKind, r.ReaderId, r.SecretId })
            .Select(g => new { g.Key.ReaderKind, g.Key.ReaderId, g.Key.SecretId, LastAt = g.Max(r => r.LastAt) })
            .ToListAsync(ct);
        var byReader = reads.ToLookup(r => new SecretReader(r.ReaderKind, r.ReaderId));
        return
        [
            .. readers.Where(r => r.Open.Count > 0)
                .Select(r => new EntitledReader(r.Reader, r.Name, r.Open.Count, byReader[r.Reader].Count(x => r.Open.Contains(x.SecretId)), byReader[r.Reader].Max(x => (DateTime?)x.LastAt)))
                .OrderBy(r => r.DidRead).ThenByDescending(r => r.MayRead).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static async Task<List<(PersonId Id, string Name)>> PeopleAsync(AdminDbContext db, CancellationToken ct)
    {
        var roles = Enum.GetValues<Role>().Where(r => RolePermissions.Of(r).Contains(Permissions.Secrets.Reveal)).ToList();
        var people = await db.Set<Membership>().Where(m => m.DisabledAt == null && roles.Contains(m.Role))
            .Join(db.Users, m => m.PersonId, p => p.Id, (m, p) => new { p.Id, p.Name }).ToListAsync(ct);
        return people.ConvertAll(p => (p.Id, p.Name));
    }

    private static async Task<List<Token>> TokensAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var tokens = await db.Set<ServiceToken>().AsNoTracking().ToListAsync(ct);
        return [.. tokens.Where(t => t.IsAlive(now) && t.Scopes.Contains(ServiceTokenScopes.SecretsRead, StringComparer.Ordinal)).Select(t => new Token(t.Id, t.Name, [.. t.ReadableIds]))];
    }

    private sealed record OpenSecret(SecretId Id, Messaging.ChatbotId? Chatbot, SecretVisibility Visibility);

    private sealed record Token(ServiceTokenId Id, string Name, HashSet<Guid> Named)
    {
        public bool MayRead(OpenSecret secret) => Named.Contains(secret.Id.Value) || (secret.Chatbot is { } chatbot && Named.Contains(chatbot.Value));
    }
}
