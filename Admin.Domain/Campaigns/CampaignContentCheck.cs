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
        var senders = await SendersAsync(db, draft.PhoneNumberId, draft.FurtherNumbers, faults, ct);
        var parameters = draft.TemplateParameters ?? [];
        IReadOnlyList<TemplateBinding> bindings = [.. TemplateBinding.Body(parameters), .. draft.TemplateComponents];
        var template = senders is null ? null : await TemplateAsync(db, senders.First, draft.TemplateName, draft.TemplateLanguage, bindings, found => TemplateFit.FaultsAsync(db, found, bindings, senders.Ids, now, ct), faults, ct);
        if (senders?.Fault(template?.BusinessAccountId) is { } strange)
            faults.Add(strange);
        return Error.Join(faults) is { } error
            ? error
            : new CampaignContent(draft.Name!, senders!.First.Id, template!.Name, template.Language, parameters, draft.ScheduledAt?.ToUniversalTime(), draft.MessagesPerMinute) { Components = draft.TemplateComponents, FurtherNumbers = senders.Further };
    }

    /// <summary>What is there must be right; the template and what stands in its places may be missing.</summary>
    public static async Task<Result<CampaignContent>> ReadAsync(AdminDbContext db, CampaignSketch sketch, DateTime now, CancellationToken ct)
    {
        var faults = NameFaults(sketch.Name);
        var senders = await SendersAsync(db, sketch.PhoneNumberId, sketch.FurtherNumbers, faults, ct);
        var parameters = sketch.TemplateParameters ?? [];
        IReadOnlyList<TemplateBinding> bindings = [.. TemplateBinding.Body(parameters), .. sketch.TemplateComponents];
        var template = senders is null || string.IsNullOrEmpty(sketch.TemplateName)
            ? null
            : await TemplateAsync(db, senders.First, sketch.TemplateName, sketch.TemplateLanguage, bindings, found => TemplateFit.FaultsSoFarAsync(db, found, bindings, senders.Ids, now, ct), faults, ct);
        if (senders?.Fault(template?.BusinessAccountId) is { } strange)
            faults.Add(strange);
        if (Error.Join(faults) is { } error)
            return error;
        return template is null
            ? new CampaignContent(sketch.Name!, senders!.First.Id, "", "", [], ScheduledAt: null) { FurtherNumbers = senders.Further }
            : new CampaignContent(sketch.Name!, senders!.First.Id, template.Name, template.Language, parameters, ScheduledAt: null) { Components = [.. sketch.TemplateComponents.Where(b => b.Text.Length > 0)], FurtherNumbers = senders.Further };
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

    private static async Task<CampaignSenders?> SendersAsync(AdminDbContext db, string? phoneNumberId, IReadOnlyList<string?> further, List<Error> faults, CancellationToken ct)
    {
        if (await NumberAsync(db, phoneNumberId, ct) is not { } first)
        {
            faults.Add(CampaignErrors.NumberUnknown);
            return null;
        }

        // Too many to be looked up one by one.
        if (further.Count >= Campaign.MaxNumbers)
        {
            faults.Add(CampaignErrors.NumbersTooMany);
            return null;
        }

        var all = new List<Number> { first };
        foreach (var id in further)
        {
            if (await NumberAsync(db, id, ct) is not { } number)
                faults.Add(CampaignErrors.FurtherNumberUnknown(id));
            else if (all.Any(n => n.Id == number.Id))
                faults.Add(CampaignErrors.NumberTwice(number));
            else
                all.Add(number);
        }

        return new CampaignSenders(all);
    }

    private static Task<Number?> NumberAsync(AdminDbContext db, string? phoneNumberId, CancellationToken ct) =>
        db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == phoneNumberId, ct);
}
