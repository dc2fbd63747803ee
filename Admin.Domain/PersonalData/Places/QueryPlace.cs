using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>Statements that people wrote and kept: phone and name are taken out of their texts, the rest of them stays.</summary>
internal sealed class QueryPlace(IAdminDb adminDb) : IPersonPlace
{
    private const int AtOnce = 200;

    public string Name => "queries";

    public IReadOnlyList<string> Tables { get; } = ["QueryRuns", "SavedQueries"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var runs = await Runs(db, person).AsNoTracking().ToListAsync(ct);
        var saved = await Saved(db, person).AsNoTracking().ToListAsync(ct);
        return
        [
            .. runs.Where(r => IsIn(person, r)).Select(r => (object)new { Run = r.Id.Value, r.StartedAt, r.SourceName, r.Statement, r.Reason }),
            .. saved.Where(s => IsIn(person, s)).Select(s => (object)new { SavedQuery = s.Id.Value, s.UpdatedAt, s.Name, s.Description, s.Statement, s.Parameters }),
        ];
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        List<RunId> runs;
        List<SavedQueryId> saved;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct))
        {
            runs = await Runs(db, person).Select(r => r.Id).ToListAsync(ct);
            saved = await Saved(db, person).Select(s => s.Id).ToListAsync(ct);
        }

        var erased = 0;
        foreach (var ids in runs.Chunk(AtOnce))
        {
            erased += await RewriteAsync(
                person,
                db => db.Set<QueryRun>().Where(r => EF.Parameter(ids).Contains(r.Id)),
                r => IsIn(person, r),
                r => r.Rewrite(person.Without),
                ct);
        }

        foreach (var ids in saved.Chunk(AtOnce))
        {
            erased += await RewriteAsync(
                person,
                db => db.Set<SavedQuery>().Where(s => EF.Parameter(ids).Contains(s.Id)),
                s => IsIn(person, s),
                s => s.Rewrite(person.Without),
                ct);
        }

        return new PlaceErased(erased);
    }

    private async Task<int> RewriteAsync<T>(PersonSought person, Func<AdminDbContext, IQueryable<T>> found, Func<T, bool> isIn, Action<T> rewrite, CancellationToken ct)
        where T : class
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var rows = (await found(db).ToListAsync(ct)).Where(isIn).ToList();
        rows.ForEach(rewrite);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return rows.Count;
    }

    private static IQueryable<QueryRun> Runs(AdminDbContext db, PersonSought person)
    {
        var tail = LikePattern.Containing(person.Text.Tail);
        var name = person.Name?.Like ?? tail;
        return db.Set<QueryRun>().Where(r => EF.Functions.Like(r.Statement, tail, LikePattern.Escape) || EF.Functions.Like(r.Reason!, tail, LikePattern.Escape)
            || EF.Functions.Like(r.Statement, name, LikePattern.Escape) || EF.Functions.Like(r.Reason!, name, LikePattern.Escape));
    }

    private static IQueryable<SavedQuery> Saved(AdminDbContext db, PersonSought person)
    {
        var tail = LikePattern.Containing(person.Text.Tail);
        var name = person.Name?.Like ?? tail;
        return db.Set<SavedQuery>().Where(s => EF.Functions.Like(s.Statement, tail, LikePattern.Escape) || EF.Functions.Like(s.Parameters!, tail, LikePattern.Escape)
            || EF.Functions.Like(s.Description!, tail, LikePattern.Escape) || EF.Functions.Like(s.Name, tail, LikePattern.Escape)
            || EF.Functions.Like(s.Statement, name, LikePattern.Escape) || EF.Functions.Like(s.Parameters!, name, LikePattern.Escape)
            || EF.Functions.Like(s.Description!, name, LikePattern.Escape) || EF.Functions.Like(s.Name, name, LikePattern.Escape));
    }

    private static bool IsIn(PersonSought person, QueryRun run) => person.IsIn(run.Statement) || person.IsIn(run.Reason);

    private static bool IsIn(PersonSought person, SavedQuery query) =>
        person.IsIn(query.Statement) || person.IsIn(query.Parameters) || person.IsIn(query.Description) || person.IsIn(query.Name);
}
