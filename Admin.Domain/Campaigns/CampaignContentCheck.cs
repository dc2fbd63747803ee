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
        var parameters = draft.TemplateParameters ?? [];
        IReadOnlyList<TemplateBinding> bindings = [.. TemplateBinding.Body(parameters), .. draft.TemplateComponents];
        var template = number is null ? null : await TemplateAsync(db, number, draft.TemplateName, draft.TemplateLanguage, bindings, found => TemplateFit.FaultsAsync(db, found, bindings, number.Id, now, ct), faults, ct);
        return Error.Join(faults) is { } error
            ? error
            : new CampaignContent(draft.Name!, number!.Id, template!.Name, template.Language, parameters, draft.ScheduledAt?.ToUniversalTime(), draft.MessagesPerMinute) { Components = draft.TemplateComponents };
    }

    /// <summary>What is there must be right; the template and what stands in its places may be missing.</summary>
    public static async Task<Result<CampaignContent>> ReadAsync(AdminDbContext db, CampaignSketch sketch, DateTime now, CancellationToken ct)
    {
        var faults = NameFaults(sketch.Name);
        var number = await NumberAsync(db, sketch.PhoneNumberId, faults, ct);
        var parameters = sketch.TemplateParameters ?? [];
        IReadOnlyList<TemplateBinding> bindings = [.. TemplateBinding.Body(parameters), .. sketch.TemplateComponents];
        var template = number is null || string.IsNullOrEmpty(sketch.TemplateName)
            ? null
            : await TemplateAsync(db, number, sketch.TemplateName, sketch.TemplateLanguage, bindings, found => TemplateFit.FaultsSoFarAsync(db, found, bindings, number.Id, now, ct), faults, ct);
        if (Error.Join(faults) is { } error)
            return error;
        return template is null
            ? new CampaignContent(sketch.Name!, number!.Id, "", "", [], ScheduledAt: null)
            : new CampaignContent(sketch.Name!, number!.Id, template.Name, template.Language, parameters, ScheduledAt: null) { Components = [.. sketch.TemplateComponents.Where(b => b.Text.Length > 0)] };
    }

    private static async Task<Template?> TemplateAsync(
        AdminDbContext db,
        Number number,
        string? name,
        string? language,
        IReadOnlyList<TemplateBinding> bindings,
        Func<Template, Task<IReadOnlyList<Error>>> fit,
        List<Error> faults,
        CancellationToken ct)
    {
        if (await TemplateFinder.OfNumberAsync(db, name, language, number, ct) is not { } template)
        {
            faults.Add(CampaignErrors.TemplateUnknown);
            return null;
        }

        // Too many to be looked at one by one.
        if (bindings.Count > ParameterTemplate.MaxCount)
            faults.Add(CampaignErrors.ParameterCount(template.Content.Parameters.Count, bindings.Count));
        else
            faults.AddRange(await fit(template));
        return template;
    }

    private static List<Error> NameFaults(string? given) =>
        Campaign.IsName(given) ? [] : [CampaignErrors.NameInvalid];

    private static async Task<Number?> NumberAsync(AdminDbContext db, string? phoneNumberId, List<Error> faults, CancellationToken ct)
    {
        var number = await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == phoneNumberId, ct);
        if (number is null)
            faults.Add(CampaignErrors.NumberUnknown);
        return number;
    }
}
