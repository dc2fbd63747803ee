using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>Campaigns before they start: create, change, delete.</summary>
public sealed class CampaignEditor(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, CampaignReader reader, CampaignSpeed speed, IJobs jobs, TimeProvider time)
{
    public async Task<Result<CampaignChoices>> ChoicesAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var numbers = new List<NumberChoice>();
        foreach (var number in await db.Set<Number>().AsNoTracking().OrderBy(n => n.VerifiedName).ToListAsync(ct))
            numbers.Add(new NumberChoice(number.PhoneNumberId, number.VerifiedName, number.DisplayPhoneNumber, await speed.OfAsync(number, ct), number.BusinessAccountId));
        var templates = (await db.Set<Template>().AsNoTracking().Where(t => t.GoneAt == null).OrderBy(t => t.Name).ThenBy(t => t.Language).ToListAsync(ct))
            .ConvertAll(t => new TemplateChoice(t.Id, t.Name, t.Language, t.Status, t.Content, t.BusinessAccountId.Length == 0 ? null : t.BusinessAccountId));
        return new CampaignChoices(numbers, templates);
    }

    public Task<Result<CampaignView>> CreateAsync(Actor actor, CampaignDraft draft, CancellationToken ct) =>
        AddAsync(actor, (db, now) => CampaignContentCheck.ReadAsync(db, draft, now, ct), ct);

    /// <summary>Makes a draft that is only begun: a name and a number are enough, the rest is kept by <see cref="SketchAsync"/>.</summary>
    public Task<Result<CampaignView>> BeginAsync(Actor actor, CampaignSketch sketch, CancellationToken ct) =>
        AddAsync(actor, (db, now) => CampaignContentCheck.ReadAsync(db, sketch, now, ct), ct);

    /// <summary>
    /// Keeps what a person has written so far, as they write it: a draft may lack its template and what is to stand in its places; a
    /// scheduled campaign may not, and what cannot be is refused of either.
    /// </summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public Task<Result<CampaignView>> SketchAsync(Actor actor, CampaignId id, CampaignSketch sketch, Guid? ifMatch, CancellationToken ct) =>
        ChangeAsync(
            actor,
            id,
            (db, now) => CampaignContentCheck.ReadAsync(db, sketch, now, ct),
            async (db, campaign, content) =>
            {
                var changed = campaign.Change(content with { ScheduledAt = campaign.ScheduledAt, MessagesPerMinute = campaign.MessagesPerMinute });
                if (changed.Failed || campaign.Status != CampaignStatus.Scheduled)
                    return changed;
                return Error.Join(await CampaignTemplate.GapsAsync(db, campaign, ct)) is { } gap ? gap : Result.Ok;
            },
            ifMatch,
            ct);

    /// <inheritdoc cref="ChangeAsync"/>
    public Task<Result<CampaignView>> UpdateAsync(Actor actor, CampaignId id, CampaignDraft draft, Guid? ifMatch, CancellationToken ct) =>
        ChangeAsync(
            actor,
            id,
            (db, now) => CampaignContentCheck.ReadAsync(db, draft, now, ct),
            (_, campaign, content) =>
            {
                var changed = campaign.Change(content);
                return Task.FromResult(!changed.Failed && campaign.Status == CampaignStatus.Draft ? ScheduleIfAsked(campaign) : changed);
            },
            ifMatch,
            ct);

    public async Task<Result> DeleteAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.Illegal(campaign.Status, "be deleted");
        await queue.DeleteAsync(db, campaign.Ref, ct);
        db.Remove(campaign);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.deleted", "campaign", id.ToString()), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Result<CampaignView>> AddAsync(Actor actor, Func<AdminDbContext, DateTime, Task<Result<CampaignContent>>> read, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var now = time.GetUtcNow().UtcDateTime;
        var content = await read(db, now);
        if (content.Failed)
            return content.Error;
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = Campaign.Create(allowed.Value, content.Value, now);
        var scheduled = ScheduleIfAsked(campaign);
        if (scheduled.Failed)
            return scheduled.Error;
        db.Add(campaign);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.created", "campaign", campaign.Id.ToString()), ct);
        await write.CommitAsync(ct);
        WakeWhenDue(campaign);
        return await reader.GetAsync(actor, campaign.Id, ct);
    }

    /// <remarks>What is the same already is no change: an approval stays.</remarks>
    /// <param name="ifMatch">The stamp that the caller read; null skips the check, which only code inside the process does.</param>
    private async Task<Result<CampaignView>> ChangeAsync(
        Actor actor,
        CampaignId id,
        Func<AdminDbContext, DateTime, Task<Result<CampaignContent>>> read,
        Func<AdminDbContext, Campaign, CampaignContent, Task<Result>> change,
        Guid? ifMatch,
        CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var content = await read(db, time.GetUtcNow().UtcDateTime);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (content.Failed)
            return content.Error;
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (ifMatch is { } stamp && stamp != campaign.Stamp)
            return CampaignErrors.ChangedMeanwhile;
        var changed = await change(db, campaign, content.Value);
        if (changed.Failed)
            return changed.Error;
        if (!db.ChangeTracker.HasChanges())
            return await reader.GetAsync(actor, id, ct);
        await ApprovalRules.WithdrawAsync(db, campaign, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.changed", "campaign", id.ToString()), ct);
        await write.CommitAsync(ct);
        WakeWhenDue(campaign);
        return await reader.GetAsync(actor, id, ct);
    }

    private Result ScheduleIfAsked(Campaign campaign) =>
        campaign.ScheduledAt is null ? Result.Ok : campaign.Schedule(time.GetUtcNow().UtcDateTime);

    private void WakeWhenDue(Campaign campaign)
    {
        if (campaign is { Status: CampaignStatus.Scheduled, ScheduledAt: { } at })
            jobs.WakeCampaignAt(campaign.OrganizationId, campaign.Id, new DateTimeOffset(at, TimeSpan.Zero));
    }
}
