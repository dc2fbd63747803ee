using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>The data sources of an organization.</summary>
public sealed class DataSourceCatalog(IAdminDb adminDb, Access access, AuditLog audit, EngineCatalog engines, TimeProvider time)
{
    public async Task<Result<Page<DataSource>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var all = db.Set<DataSource>().AsNoTracking();
        var items = await all.OrderBy(s => s.NormalizedName).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<DataSource>(items, await all.CountAsync(ct), page.Number, page.Size);
    }

    public async Task<Result<DataSource>> GetAsync(Actor actor, DataSourceId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var source = await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        return source is null ? SqlConsoleErrors.DataSourceNotFound : source;
    }

    public async Task<Result<DataSource>> CreateAsync(Actor actor, DataSourceSettings settings, CancellationToken ct)
    {
        if (Fault(settings, isNew: true) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await DataSourceRules.MissesSecretAsync(db, settings, ct))
            return SqlConsoleErrors.SecretNotFound;
        var source = DataSource.Create(allowed.Value, settings, time.GetUtcNow().UtcDateTime);
        if (await IsTakenAsync(db, source, ct))
            return SqlConsoleErrors.NameTaken;
        db.Add(source);
        await audit.AppendAsync(db, actor, Act("data_source.created", source), ct);
        await write.CommitAsync(ct);
        return source;
    }

    /// <summary>Changes what the settings name, if the data source is still as the caller has seen it; its stamp, or why there is none.</summary>
    public async Task<Result<DataSource>> ChangeAsync(Actor actor, DataSourceId id, Result<Guid> seen, DataSourceSettings settings, CancellationToken ct)
    {
        if (Fault(settings, isNew: false) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var source = await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (source is null)
            return SqlConsoleErrors.DataSourceNotFound;
        if (await DataSourceRules.MissesSecretAsync(db, settings, ct))
            return SqlConsoleErrors.SecretNotFound;
        if (seen.Failed)
            return seen.Error;
        if (source.Stamp != seen.Value)
            return SqlConsoleErrors.Changed;
        source.Change(settings, time.GetUtcNow().UtcDateTime);
        if (DataSourceRules.CheckPath(source.Engine, source.Database) is { } path)
            return path;
        if (await IsTakenAsync(db, source, ct))
            return SqlConsoleErrors.NameTaken;
        await audit.AppendAsync(db, actor, Act("data_source.changed", source), ct);
        return await CommitAsync(write, source, ct);
    }

    public async Task<Result> DeleteAsync(Actor actor, DataSourceId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var source = await db.Set<DataSource>().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (source is null)
            return SqlConsoleErrors.DataSourceNotFound;
        db.Remove(source);
        await audit.AppendAsync(db, actor, Act("data_source.deleted", source), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private static async Task<Result<DataSource>> CommitAsync(WriteTransaction write, DataSource source, CancellationToken ct)
    {
        try
        {
            await write.CommitAsync(ct);
            return source;
        }
        catch (DbUpdateConcurrencyException)
        {
            return SqlConsoleErrors.Changed;
        }
    }

    private Error? Fault(DataSourceSettings settings, bool isNew)
    {
        if (DataSourceRules.Check(settings, isNew) is { } fault)
            return fault;
        if (settings.Engine is not { } engine)
            return null;
        if (engines.Find(engine) is null)
            return SqlConsoleErrors.EngineNotAvailable(engine);
        return settings.Database is null ? null : DataSourceRules.CheckPath(engine, settings.Database);
    }

    private static Task<bool> IsTakenAsync(AdminDbContext db, DataSource source, CancellationToken ct) =>
        db.Set<DataSource>().AnyAsync(s => s.NormalizedName == source.NormalizedName && s.Id != source.Id, ct);

    private static AuditAct Act(string action, DataSource source) => new(
        action,
        SubjectType: "data_source",
        SubjectId: source.Id.ToString(),
        Details: new Dictionary<string, string>
        {
            ["engine"] = SnakeCase.Of(source.Engine),
            ["environment"] = SnakeCase.Of(source.Environment),
            ["mode"] = SnakeCase.Of(source.Mode),
        });
}
