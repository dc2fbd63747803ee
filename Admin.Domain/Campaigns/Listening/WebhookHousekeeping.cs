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
        var lastBody = await LastBeforeAsync(now.AddHours(-options.Value.WebhookBodyHours), ct);
        var bodies = await InBatchesAsync(
            BodiesAtOnce,
            db => db.Set<WebhookRaw>()
                .Where(r => r.EventKey <= lastBody && db.Set<WebhookEvent>().Any(e => e.Key == r.EventKey && e.State == WebhookEventState.Merged)
                    && !db.Set<WebhookForward>().Any(f => f.EventKey == r.EventKey))
                .OrderBy(r => r.EventKey).Take(BodiesAtOnce).ExecuteDeleteAsync(ct),
            ct);
        var lastEvent = await LastBeforeAsync(now - KnownFor, ct);
        var events = await InBatchesAsync(
            EventsAtOnce,
            db => db.Set<WebhookEvent>()
                .Where(e => e.Key <= lastEvent && (e.State == WebhookEventState.Merged || e.State == WebhookEventState.Unreadable)
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

    // Keys grow with time: what is not old enough is not even looked at.
    private async Task<long> LastBeforeAsync(DateTime before, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<WebhookEvent>().Where(e => e.ReceivedAt < before).OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Key).Select(e => e.Key).FirstOrDefaultAsync(ct);
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
