using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>The history of runs: one's own, or everybody's for those who supervise.</summary>
public sealed class RunHistory(IAdminDb adminDb, Access access, TimeProvider time)
{
    public const int FilterMaxLength = 200;

    /// <summary>Latest first.</summary>
    public async Task<Result<Page<RunView>>> ListAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var rights = await access.GrantAsync(actor, ct);
        var mineOnly = filter.MineOnly || !rights.Allows(Permissions.Console.Supervise);
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var now = time.GetUtcNow().UtcDateTime;
        var matching = Filter(db.Set<QueryRun>().AsNoTracking(), filter, mineOnly ? actor.Person : null, now);
        var total = await matching.CountAsync(ct);
        var runs = await matching.OrderByDescending(r => r.StartedAt).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var names = await RunPeople.NamesAsync(adminDb, runs.Select(r => r.PersonId), ct);
        return new Page<RunView>(runs.ConvertAll(r => new RunView(r, names.GetValueOrDefault(r.PersonId), now)), total, page.Number, page.Size);
    }

    private static IQueryable<QueryRun> Filter(IQueryable<QueryRun> runs, RunFilter filter, PersonId? person, DateTime now)
    {
        if (person is not null)
            runs = runs.Where(r => r.PersonId == person);
        if (filter.Source is { } source)
            runs = runs.Where(r => r.DataSourceId == source);
        if (filter.State is { } state)
            runs = runs.Where(State(state, now));
        if (filter.Text?.Trim() is { Length: > 0 } text)
            runs = runs.Where(r => r.Statement.Contains(text.Length > FilterMaxLength ? text.Substring(0, FilterMaxLength) : text));
        return runs;
    }

    private static System.Linq.Expressions.Expression<Func<QueryRun, bool>> State(RunState state, DateTime now) => state switch
    {
        RunState.Running => r => r.State == RunState.Running && r.LostAt >= now,
        RunState.Interrupted => r => r.State == RunState.Running && r.LostAt < now,
        _ => r => r.State == state,
    };
}

/// <summary>Which runs are wanted; null wants all.</summary>
/// <param name="Text">Part of the statement.</param>
public sealed record RunFilter(string? Text = null, DataSourceId? Source = null, RunState? State = null, bool MineOnly = false);
