using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// Finds a template by name and language. Business accounts may each have one of that name; a template whose account is not known
/// yet stands for any.
/// </summary>
internal static class TemplateFinder
{
    public static Task<Template?> OfAccountAsync(AdminDbContext db, string? name, string? language, string account, CancellationToken ct) =>
        db.Set<Template>().Where(t => t.Name == name && t.Language == language && (t.BusinessAccountId == account || t.BusinessAccountId == ""))
            .OrderByDescending(t => t.BusinessAccountId).FirstOrDefaultAsync(ct);

    /// <summary>The one that a number sends; of a number whose account is not known, whichever the organization has.</summary>
    public static Task<Template?> OfNumberAsync(AdminDbContext db, string? name, string? language, Number number, CancellationToken ct) => number.BusinessAccountId is { } account
        ? OfAccountAsync(db, name, language, account, ct)
        : db.Set<Template>().Where(t => t.Name == name && t.Language == language).OrderBy(t => t.BusinessAccountId).FirstOrDefaultAsync(ct);
}
