using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>Start, pause, resume, cancel, retry, settle. A second press finds the campaign changed and is told so; nothing happens twice.</summary>
public sealed class CampaignControl(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, CampaignLedger ledger, CampaignMoves moves, UnwantedRecipients unwanted, RateLimiter limiter, IJobs jobs, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Result> StartAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Start, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (actor.Kind != ActorKind.System && await limiter.RequireAsync(actor, RatePolicyNames.CampaignStart, ct) is { Failed: true } limited)
            return limited.Error;
        return await ActAsync(actor, allowed.Value, id, "campaign.started", async (db, campaign) =>
        {
            var started = campaign.Start(Now);
            if (started.Failed)
                return started;
            var size = await AudienceSize.OfAsync(db, campaign, ct);
            if (size == 0)
                return CampaignErrors.AudienceEmpty;
            // The template may have changed since the campaign was prepared; from the start on, what is sent is fixed.
            if (Error.Join(await CampaignTemplate.FaultsAsync(db, campaign, Now, ct)) is { } fault)
                return fault;
            return await ApprovalRules.FaultAsync(db, campaign, size, ct) is { } unapproved ? unapproved : Result.Ok;
        }, ct);
    }

    public async Task<Result> PauseAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Pause, ct);
        if (allowed.Failed)
            return allowed.Error;
        var role = (await access.GrantAsync(actor, ct)).Role;
        return await ActAsync(actor, allowed.Value, id, "campaign.paused", (_, campaign) => Task.FromResult(campaign.Pause(role, Campaign.PausedByPerson)), ct);
    }

    public async Task<Result> ResumeAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Resume, ct);
        if (allowed.Failed)
            return allowed.Error;
        var role = (await access.GrantAsync(actor, ct)).Role;
        return await ActAsync(actor, allowed.Value, id, "campaign.resumed", (_, campaign) => Task.FromResult(campaign.Resume(role)), ct);
    }

    public async Task<Result> CancelAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Cancel, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await ActAsync(actor, allowed.Value, id, "campaign.cancelled", async (db, campaign) =>
        {
            var cancelled = campaign.Cancel(Now);
            if (cancelled.Failed)
                return cancelled;
            var count = await queue.CancelPendingAsync(db, campaign.Ref, ct);
            await queue.AddCountsAsync(db, campaign.Ref, RecipientCounts.None with { Pending = -count, Cancelled = count }, ct);
            return Result.Ok;
        }, ct);
    }

    /// <summary>Sends no more from one of several numbers; the others take over what is left.</summary>
    public Task<Result> StopNumberAsync(Actor actor, CampaignId id, string phoneNumberId, CancellationToken ct) =>
        ActOnNumberAsync(actor, id, Permissions.Campaigns.Pause, phoneNumberId, "campaign.number_stopped", (campaign, number) => campaign.StopNumber(number), ct);

    /// <summary>Sends from a number again that was stopped. Whoever may start a campaign may, because nobody remembers who stopped it.</summary>
    public Task<Result> ResumeNumberAsync(Actor actor, CampaignId id, string phoneNumberId, CancellationToken ct) =>
        ActOnNumberAsync(actor, id, Permissions.Campaigns.Start, phoneNumberId, "campaign.number_resumed", (campaign, number) => campaign.ResumeNumber(number), ct);

    /// <summary>Puts failed recipients back to pending; answers how many.</summary>
    /// <param name="code">Only those that failed with this code; null: all that another try can mend.</param>
    public async Task<Result<int>> RetryFailedAsync(Actor actor, CampaignId id, string? code, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.RetryFailed, ct);
        if (allowed.Failed)
            return allowed.Error;
        var count = 0;
        var details = Details(("code", code));
        var done = await ActAsync(actor, allowed.Value, id, "campaign.failed_retried", async (db, campaign) =>
        {
            var reopened = campaign.Reopen();
            if (reopened.Failed)
                return reopened;
            if (code is not null && !RetryRules.MayRetry(code))
                return CampaignErrors.NothingToRetry;
            count = await queue.RetryFailedAsync(db, campaign.Ref, code, Now, ct);
            if (count == 0)
                return CampaignErrors.NothingToRetry;
            // Who wants no more since it failed is not written to again.
            var skipped = await unwanted.SkipAsync(db, campaign, ct);
            details["count"] = count.ToString(CultureInfo.InvariantCulture);
            // A reopened campaign is saved first: writing the counts reads it anew.
            await db.SaveChangesAsync(ct);
            await moves.CountAsync(db, campaign, RecipientCounts.None with { Pending = count - skipped, Failed = -count, Skipped = skipped }, ct);
            return Result.Ok;
        }, ct, details);
        return done.Failed ? done.Error : count;
    }

    /// <summary>Decides over one recipient of which nobody knows whether the message went out.</summary>
    public async Task<Result> SettleAsync(Actor actor, CampaignId id, int ordinal, Settlement settlement, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Settle, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await ActAsync(actor, allowed.Value, id, $"campaign.recipient_{(settlement == Settlement.SendAgain ? "sent_again" : "counted_as_sent")}", async (db, campaign) =>
        {
            var work = new LedgerWork(await queue.ReadAsync(db, campaign.Ref, [ordinal], ct));
            if (work.Find(ordinal) is not { } row)
                return CampaignErrors.RecipientNotFound;
            var settled = settlement == Settlement.SendAgain ? row.State == RecipientState.Ambiguous ? campaign.Reopen() : CampaignErrors.NotAmbiguous : Result.Ok;
            if (!settled.Failed)
                work.Change(row, r => !(settled = settlement == Settlement.SendAgain ? r.SendAgain(Now) : r.CountAsSent(Now)).Failed);
            if (settled.Failed)
                return settled;
            // Who wants no more meanwhile is not written to again.
            if (settlement == Settlement.SendAgain && await unwanted.ReasonAsync(db, campaign, row.Phone, ct) is { } reason)
                work.Change(row, r => r.Skip(reason));
            // A reopened campaign is saved first: writing the counts reads it anew.
            await db.SaveChangesAsync(ct);
            await ledger.WriteAsync(db, campaign, work, ct);
            return Result.Ok;
        }, ct, Details(("ordinal", ordinal.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Decides over all recipients of which nobody knows whether the message went out; answers how many.</summary>
    public async Task<Result<int>> SettleAllAsync(Actor actor, CampaignId id, Settlement settlement, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Settle, ct);
        if (allowed.Failed)
            return allowed.Error;
        var count = 0;
        var details = Details();
        var again = settlement == Settlement.SendAgain;
        var done = await ActAsync(actor, allowed.Value, id, $"campaign.recipients_{(again ? "sent_again" : "counted_as_sent")}", async (db, campaign) =>
        {
            var reopened = again ? campaign.Reopen() : Result.Ok;
            if (reopened.Failed)
                return reopened;
            count = await queue.SettleAmbiguousAsync(db, campaign.Ref, settlement, Now, ct);
            if (count == 0)
                return CampaignErrors.NothingToSettle;
            details["count"] = count.ToString(CultureInfo.InvariantCulture);
            // A reopened campaign is saved first: writing the counts reads it anew.
            await db.SaveChangesAsync(ct);
            // Who wants no more meanwhile is not written to again.
            var skipped = again ? await unwanted.SkipAsync(db, campaign, ct) : 0;
            await moves.CountAsync(db, campaign, RecipientCounts.None with { Ambiguous = -count, Pending = again ? count - skipped : 0, Skipped = skipped, Sent = again ? 0 : count }, ct);
            return Result.Ok;
        }, ct, details);
        return done.Failed ? done.Error : count;
    }

    private async Task<Result> ActOnNumberAsync(Actor actor, CampaignId id, string permission, string phoneNumberId, string action, Func<Campaign, NumberId, Result> act, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, permission, ct);
        if (allowed.Failed)
            return allowed.Error;
        var details = Details();
        return await ActAsync(actor, allowed.Value, id, action, async (db, campaign) =>
        {
            if ((await CampaignSenders.ReadAsync(db, campaign, ct)).All.FirstOrDefault(n => n.PhoneNumberId == phoneNumberId) is not { } number)
                return CampaignErrors.NumberNotFound;
            details["number"] = number.DisplayPhoneNumber;
            var done = act(campaign, number.Id);
            // Of those that there still are: one that was deleted sends nothing.
            return done.Failed || (await CampaignSenders.ReadAsync(db, campaign, ct)).Sending.Count > 0 ? done : CampaignErrors.LastNumber;
        }, ct, details);
    }

    private async Task<Result> ActAsync(Actor actor, OrganizationId organization, CampaignId id, string action, Func<AdminDbContext, Campaign, Task<Result>> act, CancellationToken ct, IReadOnlyDictionary<string, string>? details = null)
    {
        var done = await CampaignLedger.AgainOnConflictAsync(() => ActOnceAsync(actor, organization, id, action, act, details, ct));
        if (!done.Failed)
            jobs.WakeCampaign(organization, id);
        return done;
    }

    private async Task<Result> ActOnceAsync(Actor actor, OrganizationId organization, CampaignId id, string action, Func<AdminDbContext, Campaign, Task<Result>> act, IReadOnlyDictionary<string, string>? details, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        var done = await act(db, campaign);
        if (done.Failed)
            return done;
        await audit.AppendAsync(db, actor, new AuditAct(action, "campaign", id.ToString(), Details: details), ct);
        await write.CommitAsync(ct);
        ledger.Tell(campaign);
        return done;
    }

    // What is not known before the act is filled in by it.
    private static Dictionary<string, string> Details(params ReadOnlySpan<(string Name, string? Value)> known)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in known)
        {
            if (value is not null)
                details[name] = value;
        }

        return details;
    }
}

/// <summary>What a person decides over an ambiguous recipient.</summary>
public enum Settlement
{
    SendAgain,
    CountAsSent,
}
