using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Nightly: forgets webhooks that are done with. A body may name numbers of several organizations: it goes as a whole after the shortest
/// term of them. One that names nobody's, or cannot be read, goes after <see cref="KnownFor"/> at the latest, since no erasure would find it. That a webhook came is
/// known at least so long; what still has to be merged or passed on stays whole. Safe to repeat and to be ended anywhere.
/// </summary>
public sealed class WebhookSweep(IAdminDb adminDb, WebhookOwners owners, TimeProvider time)
{
    /// <summary>WhatsApp repeats for seven days.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(8);

    /// <summary>Rows without their bytes.</summary>
    internal const int LookedAtOnce = 1000;

    /// <summary>A body can have megabytes: few enough that nobody waits noticeably for the write gate.</summary>
    private const int BodiesAtOnce = 50;
    private const int EventsAtOnce = 500;

    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    /// <summary>Deletes what is due; answers how many bodies of each organization, one that names several counted for each.</summary>
    public async Task<IReadOnlyDictionary<OrganizationId, int>> RunAsync(CancellationToken ct)
    {
        var (terms, now) = (await TermsAsync(ct), time.GetUtcNow().UtcDateTime);
        var last = await LastBeforeAsync(now - (terms.Shortest < KnownFor ? terms.Shortest : KnownFor), ct);
        var forgotten = new Dictionary<OrganizationId, int>();
        for (long after = 0; ;)
        {
            var looked = await LookAsync(after, last, ct);
            var owned = await owners.OfAsync(looked.Select(e => (e.App, WebhookNumbers.Split(e.Numbers).AsEnumerable())), ct);
            var bodies = looked.Where(e => e.HasBody && e.ReceivedAt < now - terms.Of(e, owned)).ToList();
            await DeleteAsync(bodies, BodiesAtOnce, (db, keys) => db.Set<WebhookRaw>().Where(r => EF.Parameter(keys).Contains(r.EventKey)).ExecuteDeleteAsync(ct), ct);
            foreach (var organization in bodies.SelectMany(e => Owners(e, owned)))
                forgotten[organization] = forgotten.GetValueOrDefault(organization) + 1;
            var empty = looked.Where(e => !e.HasBody).Concat(bodies).Where(e => e.ReceivedAt < now - KnownFor);
            await DeleteAsync([.. empty], EventsAtOnce, (db, keys) => db.Set<WebhookEvent>().Where(e => EF.Parameter(keys).Contains(e.Key)).ExecuteDeleteAsync(ct), ct);
            if (looked.Count < LookedAtOnce)
                return forgotten;
            after = looked[^1].Key;
        }
    }

    private static IReadOnlyCollection<OrganizationId> Owners(Looked one, WebhookOwnership owned) => owned.Of(one.App, WebhookNumbers.Split(one.Numbers));

    // Keys grow with time: what is not old enough is not even looked at.
    private async Task<long> LastBeforeAsync(DateTime before, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<WebhookEvent>().Where(e => e.ReceivedAt < before).OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Key).Select(e => e.Key).FirstOrDefaultAsync(ct);
    }

    // What is merged stays merged, and what was passed on is passed on: none of it changes any more.
    private async Task<List<Looked>> LookAsync(long after, long last, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<WebhookEvent>()
            .Where(e => e.Key > after && e.Key <= last && (e.State == WebhookEventState.Merged || e.State == WebhookEventState.Unreadable) && e.Forward == null)
            .OrderBy(e => e.Key).Take(LookedAtOnce)
            .Select(e => new Looked(e.Key, e.App, e.Numbers, e.State == WebhookEventState.Unreadable, e.ReceivedAt, e.Raw != null))
            .ToListAsync(ct);
    }

    private async Task DeleteAsync(List<Looked> due, int batch, Func<AdminDbContext, List<long>, Task> delete, CancellationToken ct)
    {
        foreach (var some in due.Chunk(batch))
        {
            await using var db = await adminDb.OpenAsync(Scope, ct);
            await using var write = await db.BeginWriteAsync(ct);
            await delete(db, [.. some.Select(e => e.Key)]);
            await write.CommitAsync(ct);
        }
    }

    private async Task<Terms> TermsAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return new Terms(await db.Set<RetentionTerms>().AsNoTracking().ToDictionaryAsync(t => t.OrganizationId, t => TimeSpan.FromDays(t.WebhookBodyDays), ct));
    }

    private sealed record Looked(long Key, WhatsAppAppId App, string Numbers, bool IsUnreadable, DateTime ReceivedAt, bool HasBody);

    private sealed class Terms(Dictionary<OrganizationId, TimeSpan> chosen)
    {
        private static readonly TimeSpan Usual = TimeSpan.FromDays(RetentionTerms.DefaultWebhookBodyDays);

        public TimeSpan Shortest { get; } = chosen.Values.Append(Usual).Min();

        public TimeSpan Of(Looked one, WebhookOwnership owned)
        {
            // It names more numbers than are noted: anybody's may be among them.
            if (one.Numbers == WebhookEvent.ManyNumbers && one.App == WhatsAppAppId.Platform)
                return Shortest;
            var organizations = Owners(one, owned);
            var term = organizations.Count == 0 ? KnownFor : organizations.Min(o => chosen.GetValueOrDefault(o, Usual));
            return one.IsUnreadable && term > KnownFor ? KnownFor : term;
        }
    }
}
