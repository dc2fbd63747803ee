using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>
/// Everything that must be true before a statement leaves for a database, in one place and one order: membership, rate limit,
/// limits in range, permission, data source, hours and grants, the guard, masking, parameters. Runs, plans, previews, exports and
/// saved queries all come through here.
/// </summary>
public sealed class RunGate(IAdminDb adminDb, Access access, RateLimiter limiter, SourceAccess sources, StatementGuard guard)
{
    /// <summary>A plan, which may carry a refusal that belongs into the history; or a refusal that does not.</summary>
    internal async Task<Result<RunPlan>> AdmitAsync(Actor actor, RunRequest request, CancellationToken ct)
    {
        // Who does not belong to the organization must not use up its budget, so that stands before the limit.
        var rights = await access.GrantAsync(actor, ct);
        if (rights.Refusal is { } stranger)
            return stranger;
        var limited = await limiter.RequireAsync(actor, RatePolicyNames.DatabaseQuery, ct);
        if (limited.Failed)
            return limited.Error;
        if (RunRules.Check(request) is { } invalid)
            return invalid;
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var source = await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.DataSource, ct);
        if (source is null)
            return SqlConsoleErrors.DataSourceNotFound;
        return await DecideAsync(db, actor, rights, source, request, ct);
    }

    private async Task<RunPlan> DecideAsync(AdminDbContext db, Actor actor, AccessGrant rights, DataSource source, RunRequest request, CancellationToken ct)
    {
        var verdict = guard.Check(source.Engine, request.Statement, request.AllowChange ? AccessMode.Write : AccessMode.ReadOnly);
        var mode = IsChange(verdict.QueryType) && request.AllowChange ? AccessMode.Write : AccessMode.ReadOnly;
        var plan = new RunPlan(request.Id, source, request.Statement, verdict)
        {
            TimeoutSeconds = request.TimeoutSeconds ?? source.TimeoutSeconds,
            MaxRows = request.MaxRows ?? source.MaxRows,
            Change = mode == AccessMode.ReadOnly ? null : request.Confirm is null ? ChangeStep.Preview : ChangeStep.Commit,
            Confirm = request.Confirm,
            Reason = request.Reason?.Trim(),
        };
        if (await sources.RefusalAsync(db, actor, rights, source, mode, ct) is { } closed)
            return plan with { Refusal = closed };
        if (verdict.Blocked)
            return plan with { Refusal = SqlConsoleErrors.Blocked(verdict) };
        var mask = ReadMasks.Plan(ReadMasks.ProfileFor(rights, source), source.Engine, request.Statement, verdict.Command);
        if (mask.Failed)
            return plan with { Refusal = mask.Error };
        plan = plan with { Mask = mask.Value };
        if (plan.Change == ChangeStep.Commit && source.Environment == DataSourceEnvironment.Production && plan.Reason is null)
            return plan with { Refusal = SqlConsoleErrors.ReasonRequired };
        var bound = ParameterBinder.Bind(verdict.Parameters, request.Parameters);
        if (bound.Failed)
            return plan with { Refusal = bound.Error };
        return plan with { Parameters = bound.Value, Plain = PlainChanges.Of(request.Statement, verdict.Change, bound.Value), Comment = RunComment.Of(plan.Id, rights.Email) };
    }

    internal static bool IsChange(QueryType type) =>
        type is QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge or QueryType.Replace;
}
