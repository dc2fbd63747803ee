using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// The engine's commits. Rows are read, changed by their own methods and written back in one set, with the counts, in one
/// transaction; two nodes that meet on a row start over.
/// </summary>
public sealed class CampaignLedger(IAdminDb adminDb, IRecipientQueue queue, OptOutIntake optOuts, CampaignMoves moves, PortfolioBudget portfolio, PhoneZones zones, ILiveChannel live, IOptions<CampaignOptions> options, TimeProvider time)
{
    private const int Rounds = 8;
    private const int SweptAtOnce = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Commits outcomes, and the intents of what may be begun next; then leases more. Nothing is begun unless the campaign runs in
    /// this epoch and its organization is not suspended, so that a pause and a suspension take effect with their own commits.
    /// </summary>
    internal Task<LedgerStep> StepAsync(CampaignRef campaign, LedgerOrder order, CancellationToken ct) =>
        AgainOnConflictAsync(() => StepOnceAsync(campaign, order, ct));

    /// <summary>Calls that began under a lease which is over: their process is gone, and nobody knows what became of them.</summary>
    public Task<int> SweepLostAsync(CampaignRef campaign, CancellationToken ct) =>
        AgainOnConflictAsync(() => SweepOnceAsync(campaign, ct));

    /// <summary>
    /// Makes due what only a clock that was set back since keeps waiting: no wait is as long as <see cref="RetryRules.LongestWait"/>,
    /// but for the hours and days of the campaign's own send times.
    /// </summary>
    public async Task RearmAsync(CampaignRef campaign, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(campaign.Organization), ct);
        var times = await db.Set<Campaign>().Where(c => c.Key == campaign.Key).Select(c => c.SendTimesText).FirstOrDefaultAsync(ct);
        var now = Now;
        var latest = (times is null ? now : SendTimes.Parse(times).LatestOpening(now)) + RetryRules.LongestWait;
        // Asked without the write gate: mostly there is nothing.
        if (!await db.Set<Recipient>().AnyAsync(r => r.CampaignKey == campaign.Key && r.State == RecipientState.Pending && r.NextAttemptAt > latest, ct))
            return;
        await using var write = await db.BeginWriteAsync(ct);
        await queue.RearmAsync(db, campaign, latest, now, ct);
        await write.CommitAsync(ct);
    }

    /// <summary>
    /// Names a running campaign stalled, unless its counts have moved since: another node may be at work on it, or another number.
    /// Answers the counts of now.
    /// </summary>
    /// <param name="seen">The counts of before; null: whatever they were.</param>
    /// <param name="isIdle">Whether the caller has nothing to do; while others have claimed what is left, that is no standstill.</param>
    internal Task<RecipientCounts?> StallAsync(CampaignRef campaign, RecipientCounts? seen, string reason, bool isIdle, CancellationToken ct) =>
        AgainOnConflictAsync(() => StallOnceAsync(campaign, seen, reason, isIdle, ct));

    /// <summary>As they stand; null when there is no such campaign.</summary>
    internal async Task<RecipientCounts?> CountsAsync(CampaignRef campaign, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(campaign.Organization), ct);
        return (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Key == campaign.Key, ct))?.Counts;
    }

    /// <summary>Gives back what was claimed and not begun.</summary>
    /// <param name="ordinals">Null: all of it.</param>
    public async Task ReleaseAsync(CampaignRef campaign, Guid claim, IReadOnlyList<int>? ordinals, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(campaign.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        await queue.ReleaseAsync(db, campaign, claim, ordinals, ct);
        await write.CommitAsync(ct);
    }

    internal static async Task<T> AgainOnConflictAsync<T>(Func<Task<T>> work)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (e is LedgerConflictException or DbUpdateConcurrencyException && round < Rounds)
            {
                // Another node wrote first; what it wrote is read in the next round.
            }
        }
    }

    /// <summary>Writes the changed rows, and the counts with what follows from them.</summary>
    internal async Task WriteAsync(AdminDbContext db, Campaign campaign, LedgerWork work, CancellationToken ct)
    {
        await queue.SaveAsync(db, campaign.Ref, [.. work.Changed], ct);
        await moves.CountAsync(db, campaign, work.Difference, ct);
    }

    internal void Tell(Campaign campaign)
    {
        live.Publish(new LiveNote(CampaignTopics.Of(campaign.Id), campaign.OrganizationId));
        live.Publish(new LiveNote(CampaignTopics.All, campaign.OrganizationId));
    }

    private async Task<LedgerStep> StepOnceAsync(CampaignRef reference, LedgerOrder order, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(reference.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == reference.Key, ct);
        if (campaign is null)
            return new LedgerStep(false, [], [], null);

        var senders = await CampaignSenders.ReadAsync(db, campaign, ct);
        var sender = order.Number is { } from ? senders.All.FirstOrDefault(n => n.Id == from) ?? senders.First : senders.First;
        var suspended = await db.Set<Organization>().AnyAsync(o => o.Id == reference.Organization && o.SuspendedAt != null, ct);
        bool MayBegin() => !suspended && campaign.Status is (CampaignStatus.Running or CampaignStatus.Stalled) && campaign.Epoch == order.Epoch;

        var work = new LedgerWork(await queue.ReadAsync(db, reference, order.Ordinals, ct));
        // Only what the row took over: an outcome told twice, or too late, gives no place back.
        List<Begun> reachedNobody = [.. order.Finished.Where(f => Settle(work, f) && f.Verdict.Kind is VerdictKind.Wait or VerdictKind.Fail).Select(f => f.Call)];
        await PortfolioBudget.GiveBackAsync(db, reachedNobody, ct);
        var times = campaign.SendTimes();
        var (hours, today) = (new SendHours(times, zones, Now), await DailyBudget.OpenAsync(db, campaign, times, Now, ct));
        await DailyBudget.GiveBackAsync(db, campaign, reachedNobody, ct);
        var others = await SuppressAsync(db, reference, order.Finished, ct);
        var reason = order.Finished.Select(f => f.Verdict.PauseReason).FirstOrDefault(r => r is not null) ?? order.PauseReason;
        var (begun, fullUntil) = MayBegin() && reason is null && order.Intents.Count > 0 ? await BeginAsync(db, campaign, senders, sender, work, order, hours, today, ct) : ([], null);
        await WriteAsync(db, campaign, work, ct);
        // Not with the next try: as long as WhatsApp is away, each comes back as it went.
        if (MayBegin() && order.Finished.Any(f => f.Verdict.Kind != VerdictKind.Wait) && !campaign.Move().Failed)
            await moves.NoteAsync(db, campaign, "moved", why: null, ct);
        var pauses = reason is not null && MayBegin();
        if (pauses)
            await moves.PauseAsync(db, campaign, reason!, ct, number: senders.All.Count > 1 && reason != LedgerOrder.ErrorRatio ? sender.DisplayPhoneNumber : null);

        // Saved before the claim, which reads the campaign's status from its row.
        await db.SaveChangesAsync(ct);
        var claimed = order.Take > 0 && MayBegin()
            ? await queue.ClaimAsync(db, reference, new Claim(order.Claim, order.Epoch, order.Take, Now, Lease()), ct)
            : [];
        var late = await PutOffAsync(db, reference, claimed, order, hours, today, ct);
        var wait = order.Take > 0 && claimed.Count == late.Count && MayBegin() ? await WaitAsync(db, reference, hours, today, ct) : null;
        // Whatever it stood still for before: now it does as it was asked.
        var waits = wait is not null && !campaign.Move().Failed;
        if (waits)
            await moves.NoteAsync(db, campaign, "moved", why: null, ct);
        await write.CommitAsync(ct);
        if (work.Changed.Count > 0 || pauses || waits)
            Tell(campaign);
        foreach (var other in others)
            Tell(other);
        return new LedgerStep(MayBegin(), begun, [.. claimed.Where(r => !late.Contains(r))], campaign.Counts) { Sender = sender, FullUntil = fullUntil, PutOff = late.Count, Wait = wait };
    }

    // What the pair's or the portfolio's budget turns away was no try: the one is put off, the other stays claimed and is given back.
    // Nor was it one of those whose hours have ended since they were claimed, and of those who had as many messages as they may.
    private async Task<(IReadOnlyList<Begun> Begun, DateTime? FullUntil)> BeginAsync(AdminDbContext db, Campaign campaign, CampaignSenders senders, Number sender, LedgerWork work, LedgerOrder order, SendHours hours, DailyBudget? today, CancellationToken ct)
    {
        var rows = order.Intents.Select(work.Find).OfType<Recipient>().Where(r => r.State == RecipientState.Pending && r.ClaimToken == order.Claim).ToList();
        var resting = await PairBudget.RestingAsync(db, campaign, sender.Id, rows.ConvertAll(r => r.Phone), Now, ct);
        var reached = await FrequencyCap.ReachedAsync(db, campaign, rows.ConvertAll(r => r.Phone), Now, ct);
        var places = await portfolio.OpenAsync(db, senders.Narrowest, rows.ConvertAll(r => r.Phone), ct);
        NumberId? from = sender.Id == campaign.NumberId ? null : sender.Id;
        var begun = new List<Begun>(rows.Count);
        foreach (var row in rows)
        {
            var attempt = Guid.CreateVersion7();
            if (PlannedUntil(row, hours, today) is { } opening)
                work.Change(row, r => r.PutOff(order.Claim, opening));
            else if (resting.Contains(row.Phone))
                work.Change(row, r => r.PutOff(order.Claim, Now + PairBudget.Apart));
            else if (reached.Contains(row.Phone))
                work.Change(row, r => r.Skip(FrequencyCap.Reached));
            else if (places.Take(row.Phone, attempt) && work.Change(row, r => r.Begin(order.Claim, attempt, Lease(), from)))
            {
                begun.Add(new Begun(row.Ordinal, attempt, row.Attempts, row.Phone, row.Fields) { Day = today?.Today });
                today?.Take();
            }
        }

        return (begun, places.IsFull ? places.FreeAt : null);
    }

    // Until its hours, or until another day with hours when today's messages are all sent; null: now.
    private static DateTime? PlannedUntil(Recipient row, SendHours hours, DailyBudget? today) =>
        today is { IsFull: true } ? hours.Opening(row.Phone, today.Tomorrow) : hours.ClosedUntil(row.Phone);

    // At once, so that they are neither paced nor claimed over and over. Answers them, and what is given back.
    private async Task<HashSet<Recipient>> PutOffAsync(AdminDbContext db, CampaignRef reference, IReadOnlyList<Recipient> claimed, LedgerOrder order, SendHours hours, DailyBudget? today, CancellationToken ct)
    {
        var (work, open) = (new LedgerWork(claimed), 0);
        foreach (var row in claimed)
        {
            if (PlannedUntil(row, hours, today) is { } opening)
                work.Change(row, r => r.PutOff(order.Claim, opening));
            else if (++open > order.Keep)
                work.Change(row, r => r.Release(order.Claim));
        }

        await queue.SaveAsync(db, reference, [.. work.Changed], ct);
        return [.. work.Changed];
    }

    // What keeps all that are left, if it is the hours or the cap: the one that is due first tells.
    private static async Task<PlannedWait?> WaitAsync(AdminDbContext db, CampaignRef reference, SendHours hours, DailyBudget? today, CancellationToken ct)
    {
        if (hours.IsAlways && today is null)
            return null;
        var next = await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == reference.Key && r.State == RecipientState.Pending)
            .OrderBy(r => r.NextAttemptAt).ThenBy(r => r.Ordinal).FirstOrDefaultAsync(ct);
        if (next is null || next.ClaimToken is not null || PlannedUntil(next, hours, today) is null)
            return null;
        return new PlannedWait(today is { IsFull: true } ? LimitedBy.DailyCap : LimitedBy.Hours, next.NextAttemptAt);
    }

    private bool Settle(LedgerWork work, Finished finished)
    {
        var (attempt, verdict) = (finished.Call.Attempt, finished.Verdict);
        return work.Find(finished.Call.Ordinal) is { } row && work.Change(row, r => verdict.Kind switch
        {
            VerdictKind.Accept => r.Accept(attempt, verdict.Wamid!, Now),
            VerdictKind.Wait => r.Wait(attempt, verdict.RetryAt ?? Now, verdict.CountsAsTry, verdict.Error!),
            VerdictKind.Fail => r.Fail(attempt, verdict.Error!),
            VerdictKind.Lose => r.Lose(attempt, verdict.Error!),
        });
    }

    private async Task<IReadOnlyList<Campaign>> SuppressAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<Finished> finished, CancellationToken ct)
    {
        var phones = finished.Where(f => f.Verdict.Suppress).Select(f => f.Call.Phone).ToList();
        return phones.Count == 0 ? [] : (await optOuts.AddAsync(db, campaign.Organization, phones, OptOut.FromWhatsApp, ct)).Campaigns;
    }

    private async Task<RecipientCounts?> StallOnceAsync(CampaignRef reference, RecipientCounts? seen, string reason, bool isIdle, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(reference.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == reference.Key, ct);
        var isStill = seen is null || campaign?.Counts.HasMovedSince(seen) == false;
        if (campaign is null || !isStill || campaign.Status != CampaignStatus.Running)
            return campaign?.Counts;
        // One number of several with nothing to do knows neither what the others hold nor what they wait for.
        if (isIdle && campaign.NumberIds.Count > 1 && await MovesElsewhereAsync(db, campaign, ct))
            return campaign.Counts;
        if (campaign.Stall(reason).Failed)
            return campaign.Counts;
        await moves.NoteAsync(db, campaign, "stalled", reason, ct);
        await write.CommitAsync(ct);
        Tell(campaign);
        return campaign.Counts;
    }

    // Somebody has claimed what is left, or it waits for its hours or another day.
    private async Task<bool> MovesElsewhereAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var now = Now;
        if (await db.Set<Recipient>().AnyAsync(r => r.CampaignKey == campaign.Key && (r.State == RecipientState.Pending || r.State == RecipientState.Sending) && r.ClaimedUntil > now, ct))
            return true;
        var times = campaign.SendTimes();
        return await WaitAsync(db, campaign.Ref, new SendHours(times, zones, now), await DailyBudget.OpenAsync(db, campaign, times, now, ct), ct) is not null;
    }

    private async Task<int> SweepOnceAsync(CampaignRef reference, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(reference.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == reference.Key, ct);
        var lost = campaign is null ? [] : await queue.ReadLostAsync(db, reference, Now, Lease() + LeaseTime, SweptAtOnce, ct);
        if (lost.Count == 0)
            return 0;
        var work = new LedgerWork(lost);
        foreach (var row in lost)
        {
            var error = new AttemptError(row.Attempts, row.AttemptId, Now, "process_gone", "The process that sent this ended before it wrote the outcome down.");
            work.Change(row, r => r.Lose(r.AttemptId!.Value, error));
        }

        await WriteAsync(db, campaign!, work, ct);
        await write.CommitAsync(ct);
        Tell(campaign!);
        return work.Changed.Count;
    }

    private TimeSpan LeaseTime => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    private DateTime Lease() => Now + LeaseTime;
}
