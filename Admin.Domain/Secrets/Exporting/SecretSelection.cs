using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Exporting;

/// <summary>Which secrets: those that were ticked, or else all that match the filter.</summary>
public sealed record SecretSelection(SecretFilter Filter, IReadOnlyList<SecretId>? Ids = null)
{
    /// <summary>Secrets that can be ticked at once.</summary>
    public const int MaxIds = 500;

    internal Error? Fault() => Ids?.Count > MaxIds ? SecretExportErrors.TooManyIds : null;

    internal IQueryable<Secret> Of(AdminDbContext db, DateTime now)
    {
        var matching = SecretQueries.Matching(db, Filter with { Deleted = false }, now, restoreDays: 0).AsNoTracking();
        if (Ids is not { } ids)
            return matching;
        // One parameter, however many they are.
        return matching.Where(s => EF.Parameter(ids).Contains(s.Id));
    }
}
