using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>Whether what a person or a program gives for a campaign's content can be kept.</summary>
internal static class CampaignContentCheck
{
    /// <summary>All of it must be there.</summary>
    public static async Task<Result<CampaignContent>> ReadAsync(AdminDbContext db, CampaignDraft draft, DateTime now, CancellationToken ct)
    {
        var faults = NameFaults(draft.Name);
        if (draft.MessagesPerMinute is < 1 or > Campaign.FastestPerMinute)
            faults.Add(CampaignErrors.SpeedInvalid);
        var number = await NumberAsync(db, draft.PhoneNumberId, faults, ct);
        var template = number is null ? null : await TemplateFinder.OfNumberAsync(db, draft.TemplateName, draft.TemplateLanguage, number, ct);
        var parameters = draft.TemplateParameters ?? [];
        if (number is not null && template is null)
            faults.Add(CampaignErrors.TemplateUnknown);
        else if (template is not null && parameters.Count + draft.TemplateComponents.Count > ParameterTemplate.MaxCount)
            faults.Add(CampaignErrors.ParameterCount(template.Content.Parameters.Count, parameters.Count + draft.TemplateComponents.Count));
        else if (template is not null)
            faults.AddRange(await TemplateFit.FaultsAsync(db, template, [.. TemplateBinding.Body(parameters), .. draft.TemplateComponents], number!.Id, now, ct));
        return Error.Join(faults) is { } error
            ? error
            : new CampaignContent(draft.Name!, number!.Id, template!.Name, template.Language, parameters, draft.ScheduledAt?.ToUniversalTime(), draft.MessagesPerMinute) { Components = draft.TemplateComponents };
    }

    /// <summary>What is there must be right; the template and what stands in its places may be missing.</summary>
    public static async Task<Result<CampaignContent>> ReadAsync(AdminDbContext db, CampaignSketch sketch, DateTime now, CancellationToken ct)
    {
        var faults = NameFaults(sketch.Name);
        var number = await NumberAsync(db, sketch.PhoneNumberId, faults, ct);
        var (template, parameters) = ((Template?)null, sketch.TemplateParameters ?? []);
        if (number is not null && !string.IsNullOrEmpty(sketch.TemplateName))
        {
            template = await TemplateFinder.OfNumberAsync(db, sketch.TemplateName, sketch.TemplateLanguage, number, ct);
            if (template is null)
                faults.Add(CampaignErrors.TemplateUnknown);
            else if (parameters.Count + sketch.TemplateComponents.Count > ParameterTemplate.MaxCount)
                faults.Add(CampaignErrors.ParameterCount(template.Content.Parameters.Count, parameters.Count + sketch.TemplateComponents.Count));
            else
                faults.AddRange(await TemplateFit.FaultsSoFarAsync(db, template, [.. TemplateBinding.Body(parameters), .. sketch.TemplateComponents], number.Id, now, ct));
        }

        if (Error.Join(faults) is { } error)
            return error;
        return template is null
            ? new CampaignContent(sketch.Name!, number!.Id, "", "", [], ScheduledAt: null)
            : new CampaignContent(sketch.Name!, number!.Id, template.Name, template.Language, parameters, ScheduledAt: null) { Components = [.. sketch.TemplateComponents.Where(b => b.Text.Length > 0)] };
    }

    private static List<Error> NameFaults(string? given) =>
        given?.Trim() is { Length: > 0 and <= Campaign.NameMaxLength } name && !name.Any(char.IsControl) ? [] : [CampaignErrors.NameInvalid];

    private static async Task<Number?> NumberAsync(AdminDbContext db, string? phoneNumberId, List<Error> faults, CancellationToken ct)
    {
        var number = await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == phoneNumberId, ct);
        if (number is null)
            faults.Add(CampaignErrors.NumberUnknown);
        return number;
    }
}
