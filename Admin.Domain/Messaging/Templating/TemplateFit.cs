using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// Whether what a campaign (or a test) binds can be sent from its numbers: <see cref="TemplateCheck"/>, and what only the database
/// knows, such as whether WhatsApp still keeps a file.
/// </summary>
internal static class TemplateFit
{
    public static async Task<IReadOnlyList<Error>> FaultsAsync(AdminDbContext db, Template template, IReadOnlyList<TemplateBinding> bindings, IReadOnlyList<NumberId> numbers, DateTime now, CancellationToken ct) =>
        [.. TemplateCheck.Faults(template.Content, bindings), .. await MediaFaultsAsync(db, bindings, numbers, now, ct)];

    /// <summary>As <see cref="FaultsAsync"/> of a draft that somebody is writing: a place that is empty is no fault yet.</summary>
    public static async Task<IReadOnlyList<Error>> FaultsSoFarAsync(AdminDbContext db, Template template, IReadOnlyList<TemplateBinding> bindings, IReadOnlyList<NumberId> numbers, DateTime now, CancellationToken ct) =>
        [.. TemplateCheck.FaultsSoFar(template.Content, bindings), .. await MediaFaultsAsync(db, bindings, numbers, now, ct)];

    private static async Task<IReadOnlyList<Error>> MediaFaultsAsync(AdminDbContext db, IReadOnlyList<TemplateBinding> bindings, IReadOnlyList<NumberId> numbers, DateTime now, CancellationToken ct)
    {
        var faults = new List<Error>();
        foreach (var binding in bindings.Where(b => b.Parameter.IsMedia && Given(b) is { } text && !TemplateCheck.IsLink(text) && TemplateCheck.Fault(b.Parameter, text) is null))
        {
            // WhatsApp keeps a file for the number that it was uploaded with.
            if (numbers is not [var number])
            {
                faults.Add(TemplateErrors.MediaOfOneNumber(binding.Parameter.Key));
                continue;
            }

            var id = Given(binding);
            var media = await db.Set<TemplateMedia>().AsNoTracking().FirstOrDefaultAsync(m => m.NumberId == number && m.MediaId == id, ct);
            if (media is null || media.Kind != binding.Parameter.Kind)
                faults.Add(TemplateErrors.MediaUnknown(binding.Parameter.Key));
            else if (!media.IsUsable(now))
                faults.Add(TemplateErrors.MediaExpired(binding.Parameter.Key));
        }

        return faults;
    }

    // What is sent to everybody, or to those who lack the column.
    private static string? Given(TemplateBinding binding) => ParameterTemplate.Parse(binding.Text) is var parsed ? parsed.Constant ?? parsed.Fallback : null;
}
