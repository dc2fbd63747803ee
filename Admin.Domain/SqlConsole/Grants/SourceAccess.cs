using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Grants;

/// <summary>
/// Who may use which data source, how, and when. Whoever manages data sources may always read them; writing always needs a
/// source that allows it and a right or a grant; hours bind everybody.
/// </summary>
public sealed class SourceAccess(TimeProvider time)
{
    /// <summary>Null when the actor may.</summary>
    public async Task<Error?> RefusalAsync(AdminDbContext db, Actor actor, AccessGrant rights, DataSource source, AccessMode mode, CancellationToken ct)
    {
        if (source.Hours is { } hours && !hours.Contains(time.GetUtcNow()))
            return SqlConsoleErrors.OutsideHours(hours);
        if (mode == AccessMode.Write && source.Mode != AccessMode.Write)
            return SqlConsoleErrors.ReadOnlySource;
        if (IsFree(rights, source, mode) || await HasGrantAsync(db, actor, rights, source, mode, ct))
            return null;
        return mode == AccessMode.Write ? SqlConsoleErrors.WriteNotGranted : SqlConsoleErrors.SourceNotGranted;
    }

    /// <summary>The data sources among these that the actor may read, whatever the hour.</summary>
    public async Task<IReadOnlyList<DataSource>> ReadableAsync(AdminDbContext db, Actor actor, AccessGrant rights, IReadOnlyList<DataSource> sources, CancellationToken ct)
    {
        if (sources.All(s => IsFree(rights, s, AccessMode.ReadOnly)))
            return sources;
        var granted = (await Active(db, actor, rights).Select(g => g.DataSourceId).ToListAsync(ct)).ToHashSet();
        return [.. sources.Where(s => IsFree(rights, s, AccessMode.ReadOnly) || granted.Contains(s.Id))];
    }

    /// <summary>Whether somebody may write with the switch on; pages show the switch by it.</summary>
    public async Task<bool> MayWriteAsync(AdminDbContext db, Actor actor, AccessGrant rights, DataSource source, CancellationToken ct) =>
        source.Mode == AccessMode.Write && (IsFree(rights, source, AccessMode.Write) || await HasGrantAsync(db, actor, rights, source, AccessMode.Write, ct));

    private static bool IsFree(AccessGrant rights, DataSource source, AccessMode mode) => mode == AccessMode.Write
        ? rights.Allows(Permissions.Console.Write)
        : !source.IsRestricted || rights.Allows(Permissions.DataSources.Manage);

    // A right to write is one to read.
    private Task<bool> HasGrantAsync(AdminDbContext db, Actor actor, AccessGrant rights, DataSource source, AccessMode mode, CancellationToken ct) =>
        Active(db, actor, rights).AnyAsync(g => g.DataSourceId == source.Id && (mode == AccessMode.ReadOnly || g.Mode == AccessMode.Write), ct);

    private IQueryable<DataSourceGrant> Active(AdminDbContext db, Actor actor, AccessGrant rights)
    {
        var (now, person, role) = (time.GetUtcNow().UtcDateTime, actor.Person, rights.Role);
        return db.Set<DataSourceGrant>().AsNoTracking().Where(g =>
            g.State == GrantState.Active && (g.Until == null || g.Until > now)
            && ((g.PersonId != null && g.PersonId == person) || (g.Role != null && g.Role == role)));
    }
}
