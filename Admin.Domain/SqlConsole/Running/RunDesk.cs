using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Masking;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Finds runs again, shows what runs now, and cancels.</summary>
public sealed class RunDesk(IAdminDb adminDb, Access access, SourceAccess sources, ResultKeeper keeper, LiveRuns live, TimeProvider time)
{
    /// <summary>
    /// A run of one's own with what is still there of it: while it lasts here, the run itself; later its rows, for
    /// 15 minutes, if one may still read the data source and sees as much of it as then. Of somebody else's run, whose address
    /// was shared, the statement and how it ended, never rows: for those who supervise, and for those who may read all of the
    /// data source. A statement may name what is masked for others.
    /// </summary>
    public async Task<Result<FoundRun>> FindAsync(Actor actor, RunId id, CancellationToken ct)
    {
        var rights = await access.GrantAsync(actor, ct);
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<QueryRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } run)
            return SqlConsoleErrors.RunNotFound;
        var isOwn = run.PersonId == actor.Person;
        if (isOwn && live.Find(allowed.Value, id) is { } running)
            return new FoundRun(run, running, null);
        var source = await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == run.DataSourceId, ct);
        var readable = source is not null && await sources.RefusalAsync(db, actor, rights, source, AccessMode.ReadOnly, ct) is null ? ReadMasks.ProfileFor(rights, source) : null;
        if (isOwn)
            return new FoundRun(run, null, readable is null ? null : await keeper.FindAsync(source!, id, readable.Fingerprint, ct));
        if (readable is not { Columns.Count: 0 } && !rights.Allows(Permissions.Console.Supervise))
            return SqlConsoleErrors.RunNotFound;
        var names = await RunPeople.NamesAsync(adminDb, [run.PersonId], ct);
        return new FoundRun(run, null, null) { IsOwn = false, Person = names.GetValueOrDefault(run.PersonId) };
    }

    /// <summary>What runs now: everybody's for those who supervise, else one's own.</summary>
    public async Task<Result<IReadOnlyList<RunView>>> RunningAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var rights = await access.GrantAsync(actor, ct);
        var (now, all) = (time.GetUtcNow().UtcDateTime, rights.Allows(Permissions.Console.Supervise));
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var runs = await db.Set<QueryRun>().AsNoTracking()
            .Where(r => r.State == RunState.Running && r.LostAt > now && (all || r.PersonId == actor.Person))
            .OrderBy(r => r.StartedAt)
            .Take(PageRequest.MaxSize)
            .ToListAsync(ct);
        var names = await RunPeople.NamesAsync(adminDb, runs.Select(r => r.PersonId), ct);
        return runs.ConvertAll(r => new RunView(r, names.GetValueOrDefault(r.PersonId), now));
    }

    /// <summary>Cancels one's own run, or anybody's for those who supervise, on whichever node it runs.</summary>
    public async Task<Result> CancelAsync(Actor actor, RunId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var rights = await access.GrantAsync(actor, ct);
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var all = rights.Allows(Permissions.Console.Supervise);
        if (!await db.Set<QueryRun>().AnyAsync(r => r.Id == id && (all || r.PersonId == actor.Person), ct))
            return SqlConsoleErrors.RunNotFound;
        live.Cancel(allowed.Value, id);
        return Result.Ok;
    }
}

/// <summary>A run found again.</summary>
/// <param name="Live">While it lasts on this node.</param>
/// <param name="Answer">When it has ended and its rows are still kept.</param>
public sealed record FoundRun(QueryRun Run, LiveRun? Live, RunAnswer? Answer)
{
    public bool IsOwn { get; init; } = true;

    /// <summary>Whose it is, when it is somebody else's; null also when that person is gone.</summary>
    public string? Person { get; init; }
}

/// <summary>A run as lists show it.</summary>
/// <param name="Person">Whose it is; null when the person is gone.</param>
public sealed record RunView(QueryRun Run, string? Person, DateTime Now)
{
    public RunState State => Run.StateAt(Now);
}
