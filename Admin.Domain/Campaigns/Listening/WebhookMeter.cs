using System.Diagnostics.Metrics;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>How many stored webhooks wait to be merged, and for how long the oldest does. No label names a tenant.</summary>
public sealed class WebhookMeter : IDisposable
{
    public const string Name = "Admin.Webhooks";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private readonly IAdminDb _adminDb;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(Name);
    private long? _measuredAt;
    private long _waiting;
    private double _oldestSeconds;
    private long _forwarding;
    private double _oldestForwardSeconds;
    private readonly Counter<long> _ignored;

    public WebhookMeter(IAdminDb adminDb, TimeProvider time)
    {
        (_adminDb, _time) = (adminDb, time);
        _meter.CreateObservableGauge("admin.webhooks.waiting", () => Volatile.Read(ref _waiting), "{body}", "Signed webhooks that are stored and not yet merged.");
        _meter.CreateObservableGauge("admin.webhooks.oldest_wait", () => Volatile.Read(ref _oldestSeconds), "s", "How long the oldest of them has waited.");
        _meter.CreateObservableGauge("admin.webhooks.forward_waiting", () => Volatile.Read(ref _forwarding), "{body}", "Webhooks that still have to be passed on to WhatsApp:ForwardUrl.");
        _meter.CreateObservableGauge("admin.webhooks.forward_oldest_wait", () => Volatile.Read(ref _oldestForwardSeconds), "s", "How long the oldest of them has waited.");
        _ignored = _meter.CreateCounter<long>("admin.webhooks.ignored", "{element}", "What was in merged webhooks and had no effect: kinds of change that are not known, numbers of nobody or of another app, elements that could not be placed.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Counts what has no effect.</summary>
    internal void CountIgnored(IReadOnlyList<WebhookContent> contents, NumbersOfApp numbers)
    {
        Count("unknown_field", contents.Sum(c => c.UnknownFields));
        Count("unknown_number", contents.Sum(c => c.Numbers.Count(n => numbers.Find(n) is null)));
        Count("malformed", contents.Sum(c => c.Skipped));
    }

    /// <summary>Looks, if the last look is a few seconds ago.</summary>
    internal async Task MeasureAsync(CancellationToken ct)
    {
        if (_measuredAt is { } at && _time.GetElapsedTime(at) < Every)
            return;
        _measuredAt = _time.GetTimestamp();
        await using var db = await _adminDb.OpenAsync(Scope, ct);
        var waiting = db.Set<WebhookEvent>().AsNoTracking().Where(e => e.State == WebhookEventState.Received);
        var count = await waiting.LongCountAsync(ct);
        var oldest = count == 0 ? null : await waiting.MinAsync(e => (DateTime?)e.ReceivedAt, ct);
        Volatile.Write(ref _waiting, count);
        Volatile.Write(ref _oldestSeconds, oldest is { } since ? Math.Max(0, (_time.GetUtcNow().UtcDateTime - since).TotalSeconds) : 0);
        await MeasureForwardingAsync(db, ct);
    }

    private async Task MeasureForwardingAsync(AdminDbContext db, CancellationToken ct)
    {
        var count = await db.Set<WebhookForward>().LongCountAsync(ct);
        var first = count == 0 ? null : await db.Set<WebhookForward>().MinAsync(f => (long?)f.EventKey, ct);
        var oldest = first is null ? null : await db.Set<WebhookEvent>().Where(e => e.Key == first).Select(e => (DateTime?)e.ReceivedAt).FirstOrDefaultAsync(ct);
        Volatile.Write(ref _forwarding, count);
        Volatile.Write(ref _oldestForwardSeconds, oldest is { } since ? Math.Max(0, (_time.GetUtcNow().UtcDateTime - since).TotalSeconds) : 0);
    }

    private void Count(string why, long count)
    {
        if (count > 0)
            _ignored.Add(count, new KeyValuePair<string, object?>("reason", why));
    }
}
