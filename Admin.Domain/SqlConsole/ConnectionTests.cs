using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole;

/// <summary>Tries whether a data source can be opened: a stored one, or settings before they are stored.</summary>
public sealed class ConnectionTests(IAdminDb adminDb, Access access, EngineCatalog engines, TargetResolver targets)
{
    public async Task<Result<ConnectionAnswer>> TestAsync(Actor actor, DataSourceId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var source = await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        return source is null ? SqlConsoleErrors.DataSourceNotFound : await TestAsync(source.Engine, await targets.ResolveAsync(source, ct), ct);
    }

    /// <summary>Needs the right to manage data sources, because it reaches out to wherever the settings say.</summary>
    public async Task<Result<ConnectionAnswer>> TestAsync(Actor actor, DataSourceSettings settings, CancellationToken ct)
    {
        if (DataSourceRules.Check(settings with { Name = settings.Name ?? "test" }, isNew: true) is { } fault)
            return fault;
        var (engine, database) = (settings.Engine!.Value, settings.Database!.Trim());
        if (DataSourceRules.CheckPath(engine, database) is { } path)
            return path;
        var allowed = await access.RequireAsync(actor, Permissions.DataSources.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        // A test sends the password to wherever the settings say, like a change.
        if (settings.CredentialsSecretId is not null && await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct))
        {
            if (await DataSourceRules.MissesSecretAsync(db, settings, ct))
                return SqlConsoleErrors.SecretNotFound;
        }

        return await TestAsync(engine, await targets.ResolveAsync(allowed.Value, settings, ct), ct);
    }

    private async Task<Result<ConnectionAnswer>> TestAsync(EngineKind kind, Result<ConnectionTarget> target, CancellationToken ct)
    {
        if (engines.Find(kind) is not { } engine)
            return SqlConsoleErrors.EngineNotAvailable(kind);
        var report = target.Failed ? target.Error : await engine.TestAsync(target.Value, ct);
        return report.Failed ? ConnectionAnswer.Fail(report.Error) : ConnectionAnswer.Of(report.Value, target.Value.Server is not null);
    }
}
