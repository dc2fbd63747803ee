using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Merges stored webhooks, in sets. Merging the same twice, in any order, or again after a crash changes nothing.
/// What is beyond its organization's limit waits, stored as it is.
/// </summary>
public sealed class WebhookMerger(
    IAdminDb adminDb,
    StatusMerge statuses,
    ReplyMerge replies,
    SenderNews senders,
    WebhookInbox inbox,
    WebhookPace pace,
    WebhookMeter meter,
    IOptions<CampaignOptions> options,
    TimeProvider time,
    ILogger<WebhookMerger> log)
{
    private const int EventsAtOnce = 40;

    /// <summary>About 3,000 statuses; a body that is larger is merged alone.</summary>
    private const int BytesAtOnce = 1024 * 1024;

    private static readonly TimeSpan HoldingSweep = TimeSpan.FromSeconds(1);

    private static readonly TenantScope Scope = TenantScope.All("webhooks arrive for every organization's numbers");

    /// <summary>A clock is set a little now and then; no wait suffers from that.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    private DateTime? _lookedAt;

    /// <summary>Merges until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var stored = new SemaphoreSlim(0, int.MaxValue);
        void OnStored(object? sender, EventArgs e) => stored.Release();
        inbox.Stored += OnStored;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await TryMergeAsync(stop))
                    continue;
                await Task.Delay(TimeSpan.FromMilliseconds(options.Value.MergeIntervalMilliseconds), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await ((Task)stored.WaitAsync(pace.IsHolding ? HoldingSweep : TimeSpan.FromSeconds(options.Value.SweepSeconds), stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                while (stored.CurrentCount > 0)
                    await stored.WaitAsync(CancellationToken.None);
            }
        }
        finally
        {
            inbox.Stored -= OnStored;
        }
    }

    /// <summary>Merges the next stored ones; answers how many there were.</summary>
    public async Task<int> MergeAsync(CancellationToken ct) => (await MergeNextAsync(ct)).Count;

    private async Task<(int Count, bool More)> MergeNextAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var now = time.GetUtcNow().UtcDateTime;
        await MindTheClockAsync(db, now, ct);
        var (events, more) = await DueAsync(db, now, ct);
        if (events.Count == 0)
            return (0, false);

        var read = await ReadAsync(db, events, ct);
        var held = await pace.HoldAsync(read, now, ct);
        var unknown = new HashSet<MessageStatus>(ReferenceEqualityComparer.Instance);
        foreach (var ofApp in read.Where(r => !held.ContainsKey(r.Event)).GroupBy(r => r.Event.App))
            unknown.UnionWith(await ApplyAsync(ofApp.Key, [.. ofApp.Select(r => r.Content)], ct));
        foreach (var (stored, content) in read)
        {
            if (held.TryGetValue(stored, out var until))
                stored.Hold(until);
            else if (!content.Readable)
                stored.CannotBeRead();
            else if (unknown.Count > 0 && content.Statuses.Any(unknown.Contains))
                stored.Park(now);
            else
                stored.Merged();
        }

        await db.SaveChangesAsync(ct);
        return (events.Count, more);
    }

    // The clock was set back, here or before the start: what was due by the old one would wait until the new one is there as well.
    private async Task MindTheClockAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var waiting = db.Set<WebhookEvent>().Where(e => e.State == WebhookEventState.Received || e.State == WebhookEventState.Parked);
        if (_lookedAt is { } before ? now < before - ClockSlack : await waiting.AnyAsync(e => e.ReceivedAt > now + ClockSlack, ct))
        {
            await using var write = await db.BeginWriteAsync(ct);
            await waiting.Where(e => e.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, now), ct);
            await write.CommitAsync(ct);
            pace.Forget();
        }

        _lookedAt = now;
    }

    // Opt-outs first: what they stop must not be sent meanwhile.
    private async Task<IReadOnlySet<MessageStatus>> ApplyAsync(WhatsAppAppId app, IReadOnlyList<WebhookContent> contents, CancellationToken ct)
    {
        var numbers = await NumbersOfApp.ReadAsync(adminDb, app, contents, ct);
        meter.CountIgnored(contents, numbers);
        if (contents.Any(c => c.TellsMore))
            await replies.ApplyAsync(numbers, contents, ct);
        await senders.ApplyAsync(numbers, contents, ct);
        return await statuses.ApplyAsync(numbers, contents.SelectMany(c => c.Statuses), ct);
    }

    private static async Task<(List<WebhookEvent> Events, bool More)> DueAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var due = await db.Set<WebhookEvent>()
            .Where(e => (e.State == WebhookEventState.Received || e.State == WebhookEventState.Parked) && e.DueAt <= now)
            .OrderBy(e => e.Key).Take(EventsAtOnce).ToListAsync(ct);
        var (fit, bytes) = (0, 0L);
        while (fit < due.Count && (fit == 0 || bytes + due[fit].Size <= BytesAtOnce))
            bytes += due[fit++].Size;
        return (due[..fit], due.Count == EventsAtOnce || fit < due.Count);
    }

    private static async Task<List<(WebhookEvent Event, WebhookContent Content)>> ReadAsync(AdminDbContext db, List<WebhookEvent> events, CancellationToken ct)
    {
        var keys = events.ConvertAll(e => e.Key);
        var bodies = await db.Set<WebhookRaw>().AsNoTracking().Where(r => EF.Parameter(keys).Contains(r.EventKey)).ToDictionaryAsync(r => r.EventKey, r => r.Body, ct);
        return events.ConvertAll(e => (e, bodies.TryGetValue(e.Key, out var body) ? WebhookParser.Parse(body) : WebhookContent.Unreadable));
    }

    private async Task<bool> TryMergeAsync(CancellationToken stop)
    {
        try
        {
            var (_, more) = await MergeNextAsync(stop);
            await meter.MeasureAsync(stop);
            return more;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            // They are stored; the next round tries again.
            log.LogError(e, "Webhooks could not be merged; trying again shortly");
            return false;
        }
    }
}
