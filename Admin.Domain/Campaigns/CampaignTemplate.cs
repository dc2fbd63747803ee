using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>A campaign's template as its number has it: what pre-flight, start and planning ask of it.</summary>
internal static class CampaignTemplate
{
    public static async Task<Template?> FindAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var number = await db.Set<Number>().AsNoTracking().FirstAsync(n => n.Id == campaign.NumberId, ct);
        return await TemplateFinder.OfNumberAsync(db, campaign.TemplateName, campaign.TemplateLanguage, number, ct);
    }

    /// <summary>Why the campaign cannot start with it; empty when it can.</summary>
    public static async Task<IReadOnlyList<Error>> FaultsAsync(AdminDbContext db, Campaign campaign, DateTime now, CancellationToken ct)
    {
        if (!campaign.HasTemplate)
            return [CampaignErrors.WithoutTemplate];
        if (await FindAsync(db, campaign, ct) is not { Status: TemplateStatus.Approved } template)
            return [CampaignErrors.TemplateNotApproved];
        if (template.Category == TemplateCategory.Unknown)
            return [TemplateErrors.CategoryUnknown];
        var faults = await TemplateFit.FaultsAsync(db, template, campaign.Bindings, campaign.NumberIds, now, ct);
        // A number may have moved to another account since it was chosen.
        if ((await CampaignSenders.ReadAsync(db, campaign, ct)).Fault(template.BusinessAccountId) is { } strange)
            faults = [.. faults, strange];
        // Asked again here: the template may have been changed, or its category.
        return campaign.IsTransactional && template.Category != TemplateCategory.Utility ? [.. faults, PreparationErrors.ExemptionNeedsUtility] : faults;
    }

    /// <summary>What a person has yet to choose or to write before the campaign can be given a time; empty when nothing.</summary>
    public static async Task<IReadOnlyList<Error>> GapsAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        if (!campaign.HasTemplate)
            return [CampaignErrors.WithoutTemplate];
        // Of a template that is gone nobody knows the places; a start says so.
        return await FindAsync(db, campaign, ct) is { } template ? TemplateCheck.Faults(template.Content, campaign.Bindings) : [];
    }

    /// <summary>Marketing goes only to those who consented to it, and so does what nobody knows the category of; WhatsApp tells it.</summary>
    public static async Task<bool> NeedsConsentAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        await FindAsync(db, campaign, ct) is { Category: TemplateCategory.Marketing or TemplateCategory.Unknown };
}
