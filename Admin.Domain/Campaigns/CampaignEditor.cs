using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Templating;
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
        var lists = await db.Set<ContactList>().AsNoTracking().OrderBy(l => l.NormalizedName)
            .Select(l => new ListChoice(l.Id, l.Name, db.Set<ContactListEntry>().Count(e => e.ListId == l.Id))).ToListAsync(ct);
        return new CampaignChoices(numbers, templates, lists);
    }

    public async Task<Result<CampaignView>> CreateAsync(Actor actor, CampaignDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var content = await CheckAsync(db, draft, ct);
        if (content.Failed)
            return content.Error;

        await using var write = await db.BeginWriteAsync(ct);
        var campaign = Campaign.Create(allowed.Value, content.Value, time.GetUtcNow().UtcDateTime);
        var scheduled = ScheduleIfAsked(campaign);
        if (scheduled.Failed)
            return scheduled.Error;
        db.Add(campaign);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.created", "campaign", campaign.Id.ToString()), ct);
        await write.CommitAsync(ct);
        WakeWhenDue(campaign);
        return await reader.GetAsync(actor, campaign.Id, ct);
    }

    /// <param name="ifMatch">The stamp that the caller read; null skips the check, which only code inside the process does.</param>
    public async Task<Result<CampaignView>> UpdateAsync(Actor actor, CampaignId id, CampaignDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var content = await CheckAsync(db, draft, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (content.Failed)
            return content.Error;
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (ifMatch is { } stamp && stamp != campaign.Stamp)
            return CampaignErrors.ChangedMeanwhile;
        var changed = campaign.Change(content.Value);
        if (!changed.Failed && campaign.Status == CampaignStatus.Draft)
            changed = ScheduleIfAsked(campaign);
        if (changed.Failed)
            return changed.Error;
        await ApprovalRules.WithdrawAsync(db, campaign, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.changed", "campaign", id.ToString()), ct);
        await write.CommitAsync(ct);
        WakeWhenDue(campaign);
        return await reader.GetAsync(actor, id, ct);
    }

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

    private async Task<Result<CampaignContent>> CheckAsync(AdminDbContext db, CampaignDraft draft, CancellationToken ct)
    {
        var faults = new List<Error>();
        if (draft.Name?.Trim() is not { Length: > 0 and <= Campaign.NameMaxLength } name || name.Any(char.IsControl))
            faults.Add(CampaignErrors.NameInvalid);
        if (draft.MessagesPerMinute is < 1 or > Campaign.FastestPerMinute)
            faults.Add(CampaignErrors.SpeedInvalid);
        var number = await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == draft.PhoneNumberId, ct);
        if (number is null)
            faults.Add(CampaignErrors.NumberUnknown);
        var template = number is null ? null : await TemplateFinder.OfNumberAsync(db, draft.TemplateName, draft.TemplateLanguage, number, ct);
        var parameters = draft.TemplateParameters ?? [];
        if (number is not null && template is null)
            faults.Add(CampaignErrors.TemplateUnknown);
        else if (template is not null && parameters.Count + draft.TemplateComponents.Count > ParameterTemplate.MaxCount)
            faults.Add(CampaignErrors.ParameterCount(template.Content.Parameters.Count, parameters.Count + draft.TemplateComponents.Count));
        else if (template is not null)
            faults.AddRange(await TemplateFit.FaultsAsync(db, template, [.. TemplateBinding.Body(parameters), .. draft.TemplateComponents], number!.Id, time.GetUtcNow().UtcDateTime, ct));
        return Error.Join(faults) is { } error
            ? error
            : new CampaignContent(draft.Name!, number!.Id, template!.Name, template.Language, parameters, draft.ScheduledAt?.ToUniversalTime(), draft.MessagesPerMinute) { Components = draft.TemplateComponents };
    }

    private Result ScheduleIfAsked(Campaign campaign) =>
        campaign.ScheduledAt is null ? Result.Ok : campaign.Schedule(time.GetUtcNow().UtcDateTime);

    private void WakeWhenDue(Campaign campaign)
    {
        if (campaign is { Status: CampaignStatus.Scheduled, ScheduledAt: { } at })
            jobs.WakeCampaignAt(campaign.OrganizationId, campaign.Id, new DateTimeOffset(at, TimeSpan.Zero));
    }
}
