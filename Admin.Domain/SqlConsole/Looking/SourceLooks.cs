using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Looking;

/// <summary>What the console shows beside results: a data source's schema, and how a statement would run. Rights and hours bind them as they bind runs.</summary>
public sealed class SourceLooks(IAdminDb adminDb, Access access, SourceAccess sources, EngineCatalog engines, TargetResolver targets, RunGate gate)
{
    /// <summary>Names and types only; nothing of a row.</summary>
    public async Task<Result<SchemaReport>> SchemaAsync(Actor actor, DataSourceId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var rights = await access.GrantAsync(actor, ct);
        DataSource? source;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct))
        {
            source = await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
            if (source is null)
                return SqlConsoleErrors.DataSourceNotFound;
            if (await sources.RefusalAsync(db, actor, rights, source, AccessMode.ReadOnly, ct) is { } closed)
                return closed;
        }
        var target = await targets.ResolveAsync(source, ct);
        if (target.Failed)
            return target.Error;
        return await engines.Find(source.Engine)!.DescribeAsync(target.Value, ct);
    }

    /// <summary>The statement goes through the same gate as a run, and is not run.</summary>
    public async Task<Result<QueryPlan>> ExplainAsync(Actor actor, RunRequest request, CancellationToken ct)
    {
        var admitted = await gate.AdmitAsync(actor, request with { AllowChange = false }, ct);
        if (admitted.Failed)
            return admitted.Error;
        var plan = admitted.Value;
        if (plan.Refusal is { } refusal)
            return refusal;
        var target = await targets.ResolveAsync(plan.Source, ct);
        if (target.Failed)
            return target.Error;
        var explained = await engines.Find(plan.Source.Engine)!.ExplainAsync(target.Value, plan.Query, ct);
        return explained.Failed ? ServerWords.For(plan.Mask, explained.Error) : explained;
    }
}
