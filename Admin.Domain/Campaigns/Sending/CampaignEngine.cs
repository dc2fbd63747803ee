using System.Collections.Concurrent;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// One per node. Works from the rows alone: a wake-up only says "look now", and it looks every few seconds anyway.
/// Start it after the application has started; stop it before anything that it uses.
/// </summary>
public sealed class CampaignEngine(
    IAdminDb adminDb,
    CampaignLedger ledger,
    CampaignPlanner planner,
    CampaignControl control,
    ScheduleGuard schedules,
    WebhookMerger merger,
    SendBudget budget,
    CampaignPulse pulse,
    IWhatsAppClient client,
    SecretService secrets,
    IOptions<CampaignOptions> options,
    TimeProvider time,
    ILogger<CampaignEngine> log) : IAsyncDisposable
{
    private static readonly TenantScope Scope = TenantScope.All("the engine serves every organization's campaigns");
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(long Campaign, NumberId Number), Task> _runs = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly WakeUp _wake = new();
    private Task _watching = Task.CompletedTask;
    private Task _merging = Task.CompletedTask;

    public Task StartAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using (ExecutionContext.SuppressFlow())
        {
            _watching = Task.Run(WatchAsync, CancellationToken.None);
            _merging = Task.Run(() => merger.RunAsync(_stop.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    /// <summary>Looks for work now. Lost, late or doubled calls change nothing.</summary>
    public void Wake() => _wake.Say();

    /// <summary>
    /// Begins nothing more, lets calls on their way finish, writes their outcomes, gives back what was only claimed.
    /// A call that takes longer than <see cref="CampaignOptions.StopSeconds"/> is given up and is ambiguous if it had been written.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _watching;
        var runs = Task.WhenAll(_runs.Values);
        await Task.WhenAny(runs, Task.Delay(TimeSpan.FromSeconds(options.Value.StopSeconds), time, ct));
        await _abandon.CancelAsync();
        await Task.WhenAny(Task.WhenAll(runs, _merging), Task.Delay(Margin + Margin, time, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
        _abandon.Dispose();
        _wake.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "The campaign engine could not look for work; it looks again shortly");
            }

            await _wake.WaitAsync(TimeSpan.FromSeconds(options.Value.SweepSeconds), _stop.Token);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var due = await db.Set<Campaign>().AsNoTracking()
            .Where(c => c.Status == CampaignStatus.Planning || c.Status == CampaignStatus.Running || c.Status == CampaignStatus.Stalled
                || (c.Status == CampaignStatus.Scheduled && c.ScheduledAt <= now) || c.SendingCount > 0)
            .Select(c => new { Campaign = c, Suspended = db.Set<Organization>().Any(o => o.Id == c.OrganizationId && o.SuspendedAt != null) })
            .ToListAsync(ct);
        foreach (var found in due)
            await ServeAsync(found.Campaign, found.Suspended, ct);
    }

    // A suspended organization's campaigns stand still; only what was on its way is still accounted for.
    private async Task ServeAsync(Campaign campaign, bool suspended, CancellationToken ct)
    {
        try
        {
            if (campaign.SendingCount > 0)
                await ledger.SweepLostAsync(campaign.Ref, ct);
            if (campaign.Status is CampaignStatus.Running or CampaignStatus.Stalled)
                await ledger.RearmAsync(campaign.Ref, ct);
            if (suspended)
            {
                if (campaign.Status == CampaignStatus.Running)
                    await ledger.StallAsync(campaign.Ref, seen: null, StallReason.OrganizationSuspended, isIdle: false, ct);
                return;
            }

            if (schedules.IsTooLate(campaign))
                await schedules.MissAsync(campaign.Ref, ct);
            else if (campaign.Status == CampaignStatus.Scheduled)
                await control.StartAsync(Actor.System(campaign.OrganizationId, "campaign schedule"), campaign.Id, ct);
            if (campaign.Status is CampaignStatus.Scheduled or CampaignStatus.Planning)
                await planner.PlanAsync(campaign.Ref, ct);
            await RunAsync(campaign, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One campaign's trouble is not the others'.
            log.LogError(e, "Campaign {Campaign} could not be served; it is looked at again shortly", campaign.Id);
        }
    }

    private async Task RunAsync(Campaign seen, CancellationToken ct)
    {
        if (seen.NumberIds.Except(seen.StoppedNumberIds).All(number => _runs.ContainsKey((seen.Key, number))))
            return;
        await using var db = await adminDb.OpenAsync(TenantScope.For(seen.OrganizationId), ct);
        var campaign = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Key == seen.Key, ct);
        if (campaign?.Status is not (CampaignStatus.Running or CampaignStatus.Stalled))
            return;
        var senders = (await CampaignSenders.ReadAsync(db, campaign, ct)).Sending;
        var parts = new RunParts(ledger, budget, pulse, client, secrets, options.Value, time, log);
        foreach (var number in senders.Where(n => !_runs.ContainsKey((campaign.Key, n.Id))))
        {
            var run = new CampaignRun(campaign, number, senders, parts);
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _runs[(campaign.Key, number.Id)] = RunToEndAsync(run, (campaign.Key, number.Id), started.Task);
            started.SetResult();
        }
    }

    private async Task RunToEndAsync(CampaignRun run, (long Campaign, NumberId Number) key, Task registered)
    {
        await registered;
        try
        {
            await run.RunAsync(_stop.Token, _abandon.Token);
        }
        catch (Exception e)
        {
            log.LogError(e, "A run ended unexpectedly; what it claimed is free again when its lease is over");
        }
        finally
        {
            _runs.TryRemove(key, out _);
            // Resumed while the old run was still waiting for its calls: a new one starts at once.
            if (!_stop.IsCancellationRequested)
                Wake();
        }
    }
}
