using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Merges stored webhooks into the ledger, in sets. Merging the same twice, in any order, or again after a crash changes nothing.
/// What is beyond its organization's limit waits, stored as it is.
/// </summary>
public sealed class WebhookMerger(
    IAdminDb adminDb, StatusMerge merge, WebhookInbox inbox, WebhookPace pace, WebhookMeter meter, IOptions<CampaignOptions> options, TimeProvider time, ILogger<WebhookMerger> log)
{
    private const int EventsAtOnce = 40;
    private static readonly TimeSpan HoldingSweep = TimeSpan.FromSeconds(1);

    private static readonly TenantScope Scope = TenantScope.All("webhooks arrive for every organization's numbers");

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
                var full = await TryMergeAsync(stop);
                if (full)
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
    public async Task<int> MergeAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var now = time.GetUtcNow().UtcDateTime;
        var events = await db.Set<WebhookEvent>()
            .Where(e => (e.State == WebhookEventState.Received || e.State == WebhookEventState.Parked) && e.DueAt <= now)
            .OrderBy(e => e.Key).Take(EventsAtOnce).ToListAsync(ct);
        if (events.Count == 0)
            return 0;

        var read = events.ConvertAll(e => (Event: e, Content: WebhookParser.Parse(e.Body)));
        var held = await pace.HoldAsync(read, now, ct);
        var unknown = await merge.ApplyAsync([.. read.Where(r => !held.ContainsKey(r.Event)).SelectMany(r => r.Content.Statuses)], ct);
        foreach (var (stored, content) in read)
        {
            if (held.TryGetValue(stored, out var until))
                stored.Hold(until);
            else if (!content.Readable)
                stored.CannotBeRead();
            else if (content.Statuses.Any(unknown.Contains))
                stored.Park(now);
            else
                stored.Merged();
        }

        await db.SaveChangesAsync(ct);
        return events.Count;
    }

    private async Task<bool> TryMergeAsync(CancellationToken stop)
    {
        try
        {
            var full = await MergeAsync(stop) == EventsAtOnce;
            await meter.MeasureAsync(stop);
            return full;
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
