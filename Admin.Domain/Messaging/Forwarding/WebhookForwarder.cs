using System.Collections.Concurrent;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Messaging.Forwarding;

/// <summary>
/// Passes verified webhooks on, from the stored inbox, at least once each and in the order of storing per number. It has nothing to do
/// with answering WhatsApp nor with merging: a receiver that is away or hangs keeps only its own backlog waiting. One per node; what a
/// node had in hand when it ended is free again after its lease.
/// </summary>
public sealed class WebhookForwarder(IAdminDb adminDb, IForwardReceiver receiver, WebhookInbox inbox, TimeProvider time, ILogger<WebhookForwarder> log) : IAsyncDisposable
{
    internal const int AtOnce = 100;

    private const long BytesAtOnce = 16 * 1024 * 1024;
    private const int Concurrency = 8;
    private const int PageSize = 1000;

    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Nothing is begun later in a round, so that the last call ends within the lease.</summary>
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GivesUpEvery = TimeSpan.FromMinutes(1);
    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    private readonly CancellationTokenSource _stop = new();
    private readonly WakeUp _wake = new();
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;
    private int _unanswered;
    private (long At, TimeSpan Wait)? _held;
    private long? _gaveUpAt;

    public void Start()
    {
        inbox.Stored += OnStored;
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Cuts calls on their way off: what is not known to be taken is sent again.</summary>
    public async Task StopAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        inbox.Stored -= OnStored;
        await _stop.CancelAsync();
        await _loop;
    }

    /// <summary>Looks now, also while a receiver that did not answer is left in peace.</summary>
    public void TryNow()
    {
        lock (_lock)
            _held = null;
        _wake.Say();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _wake.Dispose();
    }

    /// <summary>One round; answers how many were passed on, and whether anything was tried at all.</summary>
    internal async Task<(int Taken, bool Tried)> ForwardAsync(CancellationToken ct)
    {
        await GiveUpAsync(ct);
        if (!receiver.IsOn || IsHeld())
            return (0, false);
        var token = Guid.CreateVersion7();
        var claimed = await ClaimAsync(token, ct);
        if (claimed.Count == 0)
            return (0, false);
        var tried = await SendAsync(claimed, ct);
        // Written down even while the application stops: otherwise what was taken would be sent again.
        await SettleAsync(token, claimed.ToDictionary(c => c.Key, c => c.Tries + 1), tried, CancellationToken.None);
        NoteAnswers(tried);
        return (tried.Values.Count(o => o.Error is null), true);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var wait = Sweep;
            try
            {
                var (taken, tried) = await ForwardAsync(_stop.Token);
                if (taken > 0)
                    continue;
                wait = tried || _unanswered > 0 ? Poll : Sweep;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Webhooks could not be passed on; trying again shortly");
            }

            await _wake.WaitAsync(wait, _stop.Token);
        }
    }

    private void OnStored(object? sender, EventArgs e) => _wake.Say();

    private bool IsHeld()
    {
        lock (_lock)
            return _held is var (at, wait) && time.GetElapsedTime(at) < wait;
    }

    private async Task<List<WaitingForward>> ClaimAsync(Guid token, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        // Chosen without the write gate: mostly there is nothing. A receiver that did not answer is asked with one until it does.
        var choice = await ChooseAsync(db, new ForwardChoice(now, _unanswered > 0 ? 1 : AtOnce, BytesAtOnce), ct);
        var keys = choice.Chosen.Select(c => c.Key).ToList();
        if (keys.Count == 0)
            return [];
        var until = now + Lease;
        await using var write = await db.BeginWriteAsync(ct);
        var claimed = await db.Set<WebhookForward>().Where(f => EF.Parameter(keys).Contains(f.EventKey) && (f.ClaimedUntil == null || f.ClaimedUntil <= now || f.ClaimedUntil > until))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.ClaimToken, token).SetProperty(f => f.ClaimedUntil, until), ct);
        // Another node took some of them in between: sent without those, the rest could overtake them.
        if (claimed != keys.Count)
            return [];
        await write.CommitAsync(ct);
        return [.. choice.Chosen];
    }

    private static async Task<ForwardChoice> ChooseAsync(AdminDbContext db, ForwardChoice choice, CancellationToken ct)
    {
        for (var last = 0L; ;)
        {
            var blocked = choice.Blocked.ToList();
            var page = await (
                from f in db.Set<WebhookForward>()
                join e in db.Set<WebhookEvent>() on f.EventKey equals e.Key
                where f.EventKey > last && !EF.Parameter(blocked).Contains(e.Numbers)
                orderby f.EventKey
                select new WaitingForward(e.Key, e.Numbers, e.Size, f.DueAt, f.Tries, f.ClaimedUntil)).Take(PageSize).ToListAsync(ct);
            page.ForEach(choice.Consider);
            if (choice.IsFull || page.Count < PageSize)
                return choice;
            last = page[^1].Key;
        }
    }

    // Side by side, but each behind those before it that name one of its numbers; behind one that failed nothing more of them is begun.
    private async Task<IReadOnlyDictionary<long, ForwardOutcome>> SendAsync(IReadOnlyList<WaitingForward> claimed, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        using var room = new SemaphoreSlim(Concurrency);
        var lanes = new Dictionary<string, Task<bool>>(StringComparer.Ordinal);
        var outcomes = new ConcurrentDictionary<long, ForwardOutcome>();
        var all = new List<Task<bool>>(claimed.Count);
        Task<bool>? ofMany = null;
        foreach (var one in claimed)
        {
            var own = ForwardChoice.Lanes(one.Numbers);
            var before = own.Where(lanes.ContainsKey).Select(l => lanes[l]);
            if (ofMany is not null)
                before = before.Append(ofMany);
            var sending = SendBehindAsync(one, one.Numbers == WebhookEvent.ManyNumbers ? [.. all] : [.. before.Distinct()]);
            all.Add(sending);
            foreach (var lane in own)
                lanes[lane] = sending;
            if (one.Numbers == WebhookEvent.ManyNumbers)
                ofMany = sending;
        }

        await Task.WhenAll(all);
        return outcomes;

        async Task<bool> SendBehindAsync(WaitingForward one, Task<bool>[] before)
        {
            if (!(await Task.WhenAll(before)).All(taken => taken))
                return false;
            await room.WaitAsync(CancellationToken.None);
            try
            {
                if (ct.IsCancellationRequested || time.GetElapsedTime(begun) > BeginsWithin || outcomes.Values.Any(o => !o.Answered))
                    return false;
                var outcome = outcomes[one.Key] = await PostAsync(one.Key, ct);
                return outcome.Error is null;
            }
            finally
            {
                room.Release();
            }
        }
    }

    private async Task<ForwardOutcome> PostAsync(long key, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, CancellationToken.None);
        var found = await (
            from f in db.Set<WebhookForward>()
            join e in db.Set<WebhookEvent>() on f.EventKey equals e.Key
            join r in db.Set<WebhookRaw>() on e.Key equals r.EventKey
            where f.EventKey == key
            select new { e.App, r.Body, f.Signature, f.ContentType }).FirstOrDefaultAsync(CancellationToken.None);
        return found is null ? ForwardOutcome.Taken : await receiver.PostAsync(new SignedWebhook(found.App, found.Body, found.Signature, found.ContentType), ct);
    }

    private async Task SettleAsync(Guid token, IReadOnlyDictionary<long, int> tries, IReadOnlyDictionary<long, ForwardOutcome> tried, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var taken = tried.Where(t => t.Value.Error is null).Select(t => t.Key).ToList();
        await db.Set<WebhookForward>().Where(f => EF.Parameter(taken).Contains(f.EventKey)).ExecuteDeleteAsync(ct);
        foreach (var failed in tried.Where(t => t.Value is { Error: not null } && t.Value != ForwardOutcome.Stopped))
        {
            // Where nobody answered the whole receiver is left in peace, not this one alone.
            var (count, error) = (tries[failed.Key], failed.Value.Error);
            var due = failed.Value.Answered ? now + ForwardWait.After(count) : now;
            await db.Set<WebhookForward>().Where(f => f.EventKey == failed.Key && f.ClaimToken == token).ExecuteUpdateAsync(
                set => set.SetProperty(f => f.Tries, count).SetProperty(f => f.DueAt, due).SetProperty(f => f.LastError, error).SetProperty(f => f.LastTriedAt, now),
                ct);
        }

        await db.Set<WebhookForward>().Where(f => f.ClaimToken == token)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.ClaimToken, (Guid?)null).SetProperty(f => f.ClaimedUntil, (DateTime?)null), ct);
        await write.CommitAsync(ct);
    }

    private void NoteAnswers(IReadOnlyDictionary<long, ForwardOutcome> tried)
    {
        lock (_lock)
        {
            if (tried.Values.Any(o => !o.Answered))
            {
                _unanswered++;
                _held = (time.GetTimestamp(), ForwardWait.After(_unanswered));
            }
            else if (tried.Values.Any(o => o != ForwardOutcome.Stopped))
            {
                _unanswered = 0;
            }
        }
    }

    private async Task GiveUpAsync(CancellationToken ct)
    {
        if (_gaveUpAt is { } at && time.GetElapsedTime(at) < GivesUpEvery)
            return;
        var before = time.GetUtcNow().UtcDateTime - ForwardWait.GiveUpAfter;
        _gaveUpAt = time.GetTimestamp();
        await using var db = await adminDb.OpenAsync(Scope, ct);
        // Keys grow with time.
        var last = await db.Set<WebhookEvent>().Where(e => e.ReceivedAt < before).OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Key).Select(e => e.Key).FirstOrDefaultAsync(ct);
        var late = db.Set<WebhookForward>().Where(f => f.EventKey <= last);
        if (!await late.AnyAsync(ct))
            return;
        await using var write = await db.BeginWriteAsync(ct);
        var lost = await late.ExecuteDeleteAsync(ct);
        await write.CommitAsync(ct);
        log.LogError("{Count} webhooks were not passed on within {Days} days and are given up", lost, ForwardWait.GiveUpAfter.TotalDays);
    }
}
