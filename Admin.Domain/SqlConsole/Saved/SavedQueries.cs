using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Saved;

/// <summary>Statements kept under a name: one's own, and those that others share. Only the owner, and those who supervise the console, change one.</summary>
public sealed class SavedQueries(IAdminDb adminDb, Access access, AuditLog audit, TimeProvider time)
{
    /// <summary>How many one person may keep.</summary>
    public const int MaxPerPerson = 1_000;

    /// <summary>One's own and shared ones, by folder and name.</summary>
    public async Task<Result<IReadOnlyList<SavedQuery>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await Visible(db, actor).AsNoTracking().OrderBy(q => q.Folder).ThenBy(q => q.Name).ThenBy(q => q.Id).Take(MaxPerPerson * 2).ToListAsync(ct);
    }

    public async Task<Result<SavedQuery>> GetAsync(Actor actor, SavedQueryId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await Visible(db, actor).AsNoTracking().FirstOrDefaultAsync(q => q.Id == id, ct) is { } query ? query : SavedQueryErrors.NotFound;
    }

    public async Task<Result<SavedQuery>> CreateAsync(Actor actor, SavedQueryDraft draft, CancellationToken ct)
    {
        if (SavedQueryRules.Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == draft.DataSource, ct) is not { } source)
            return SqlConsoleErrors.DataSourceNotFound;
        var own = db.Set<SavedQuery>().Where(q => q.OwnerId == actor.Person);
        if (await own.CountAsync(ct) >= MaxPerPerson)
            return SavedQueryErrors.TooMany;
        var query = SavedQuery.Create(source, actor.Person!.Value, draft, time.GetUtcNow().UtcDateTime);
        if (await IsTakenAsync(db, query, ct))
            return SavedQueryErrors.NameTaken;
        db.Add(query);
        await audit.AppendAsync(db, actor, Act("saved_query.created", query), ct);
        await write.CommitAsync(ct);
        return query;
    }

    /// <summary>Replaces all of it, if it is still as the caller has seen it.</summary>
    public async Task<Result<SavedQuery>> ChangeAsync(Actor actor, SavedQueryId id, Result<Guid> seen, SavedQueryDraft draft, CancellationToken ct)
    {
        if (SavedQueryRules.Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var found = await FindOwnAsync(db, actor, id, ct);
        if (found.Failed)
            return found.Error;
        if (seen.Failed)
            return seen.Error;
        var query = found.Value;
        if (query.Stamp != seen.Value)
            return SavedQueryErrors.Changed;
        if (await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == draft.DataSource, ct) is not { } source)
            return SqlConsoleErrors.DataSourceNotFound;
        query.Change(source, draft, time.GetUtcNow().UtcDateTime);
        if (await IsTakenAsync(db, query, ct))
            return SavedQueryErrors.NameTaken;
        await audit.AppendAsync(db, actor, Act("saved_query.changed", query), ct);
        await write.CommitAsync(ct);
        return query;
    }

    public async Task<Result> DeleteAsync(Actor actor, SavedQueryId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var found = await FindOwnAsync(db, actor, id, ct);
        if (found.Failed)
            return found.Error;
        db.Remove(found.Value);
        await audit.AppendAsync(db, actor, Act("saved_query.deleted", found.Value), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private static IQueryable<SavedQuery> Visible(AdminDbContext db, Actor actor) =>
        db.Set<SavedQuery>().Where(q => q.IsShared || q.OwnerId == actor.Person);

    // Somebody else's own one is not found; a shared one is seen and refused.
    private async Task<Result<SavedQuery>> FindOwnAsync(AdminDbContext db, Actor actor, SavedQueryId id, CancellationToken ct)
    {
        if (await Visible(db, actor).FirstOrDefaultAsync(q => q.Id == id, ct) is not { } query)
            return SavedQueryErrors.NotFound;
        var rights = await access.GrantAsync(actor, ct);
        return query.OwnerId == actor.Person || rights.Allows(Permissions.Console.Supervise) ? query : SavedQueryErrors.NotYours;
    }

    private static Task<bool> IsTakenAsync(AdminDbContext db, SavedQuery query, CancellationToken ct) =>
        db.Set<SavedQuery>().AnyAsync(q => q.Id != query.Id && q.OwnerId == query.OwnerId && q.Folder == query.Folder && q.Name == query.Name, ct);

    private static AuditAct Act(string action, SavedQuery query) =>
        new(action, "saved_query", query.Id.ToString(), Details: new Dictionary<string, string> { ["shared"] = query.IsShared ? "true" : "false" });
}
