using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Forgets webhooks that are done with. Their bytes, which name people, go after <see cref="RetentionOptions.WebhookBodyHours"/>; that
/// they came is known for as long as WhatsApp may repeat them. What still has to be merged or passed on stays whole.
/// </summary>
public sealed class WebhookHousekeeping(IAdminDb adminDb, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <summary>WhatsApp repeats for seven days.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(8);

    /// <summary>A body can have megabytes: few enough that nobody waits noticeably for the write gate.</summary>
    private const int BodiesAtOnce = 50;
    private const int EventsAtOnce = 500;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private long? _ranAt;

    /// <summary>Deletes what is due; answers how many bodies and how many events.</summary>
    public async Task<(int Bodies, int Events)> RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var bodiesBefore = now.AddHours(-options.Value.WebhookBodyHours);
        var bodies = await InBatchesAsync(
            BodiesAtOnce,
            db => db.Set<WebhookRaw>()
                .Where(r => db.Set<WebhookEvent>().Any(e => e.Key == r.EventKey && e.ReceivedAt < bodiesBefore && e.State == WebhookEventState.Merged)
                    && !db.Set<WebhookForward>().Any(f => f.EventKey == r.EventKey))
                .OrderBy(r => r.EventKey).Take(BodiesAtOnce).ExecuteDeleteAsync(ct),
            ct);
        var eventsBefore = now - KnownFor;
        var events = await InBatchesAsync(
            EventsAtOnce,
            db => db.Set<WebhookEvent>()
                .Where(e => e.ReceivedAt < eventsBefore && (e.State == WebhookEventState.Merged || e.State == WebhookEventState.Unreadable)
                    && !db.Set<WebhookForward>().Any(f => f.EventKey == e.Key))
                .OrderBy(e => e.Key).Take(EventsAtOnce).ExecuteDeleteAsync(ct),
            ct);
        return (bodies, events);
    }

    internal async Task RunWhenDueAsync(CancellationToken ct)
    {
        if (_ranAt is { } at && time.GetElapsedTime(at) < Every)
            return;
        _ranAt = time.GetTimestamp();
        await RunAsync(ct);
    }

    private async Task<int> InBatchesAsync(int batch, Func<AdminDbContext, Task<int>> delete, CancellationToken ct)
    {
        for (var total = 0; ;)
        {
            await using var db = await adminDb.OpenAsync(Scope, ct);
            await using var write = await db.BeginWriteAsync(ct);
            var deleted = await delete(db);
            await write.CommitAsync(ct);
            total += deleted;
            if (deleted < batch)
                return total;
        }
    }
}
