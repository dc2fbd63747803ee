using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Keeping;
using Admin.Domain.SqlConsole.Network;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>The data sources of an organization.</summary>
public sealed class DataSourceCatalog(
    IAdminDb adminDb,
    Access access,
    AuditLog audit,
    EngineCatalog engines,
    ServerGate gate,
    SourceAccess sources,
    IResultStore results,
    TimeProvider time)
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
        if (DataSourceRules.CheckPlace(source, engines.Find(source.Engine)!.Traits, gate) is { } place)
            return place;
        if (source.CredentialsSecretId is not null && await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error;
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
        var before = Way.Of(source);
        source.Change(settings, time.GetUtcNow().UtcDateTime);
        if (engines.Find(source.Engine) is not { } engine)
            return SqlConsoleErrors.EngineNotAvailable(source.Engine);
        if (DataSourceRules.CheckPlace(source, engine.Traits, gate) is { } place)
            return place;
        // A password must not be led to another server by whoever found an unlocked screen.
        if (source.CredentialsSecretId is not null && Way.Of(source) != before && await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error;
        if (await IsTakenAsync(db, source, ct))
            return SqlConsoleErrors.NameTaken;
        await audit.AppendAsync(db, actor, Act("data_source.changed", source), ct);
        var changed = await CommitAsync(write, source, ct);
        await results.ForgetAsync(allowed.Value, id, ct);
        return changed;
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
        await results.ForgetAsync(allowed.Value, id, ct);
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
        return settings.Engine is { } engine && engines.Find(engine) is null ? SqlConsoleErrors.EngineNotAvailable(engine) : null;
    }

    /// <summary>What the person may do with a data source now; for pages, which hide what would be refused.</summary>
    public async Task<Result<SourceUse>> UseAsync(Actor actor, DataSourceId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var rights = await access.GrantAsync(actor, ct);
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } source)
            return SqlConsoleErrors.DataSourceNotFound;
        return new SourceUse(
            await sources.RefusalAsync(db, actor, rights, source, AccessMode.ReadOnly, ct),
            await sources.RefusalAsync(db, actor, rights, source, AccessMode.Write, ct),
            source.SensitiveColumns.Count > 0 && !rights.Allows(Permissions.Console.Unmask));
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
            ["restricted"] = source.IsRestricted ? "true" : "false",
            ["sensitive_columns"] = source.SensitiveColumns.Count.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>Where, and how safely, a password is sent.</summary>
    private sealed record Way(string? Host, int? Port, TlsMode Tls, string? Authority, string? UserName, SecretId? Password)
    {
        public static Way Of(DataSource s) => new(s.Host, s.Port, s.Tls, s.TlsAuthority, s.UserName, s.CredentialsSecretId);
    }
}

/// <summary>What one person may do with a data source now.</summary>
/// <param name="ReadRefusal">Null when they may read.</param>
/// <param name="WriteRefusal">Null when they may write.</param>
/// <param name="IsMasked">Whether sensitive columns are hidden from them.</param>
public sealed record SourceUse(Error? ReadRefusal, Error? WriteRefusal, bool IsMasked);
