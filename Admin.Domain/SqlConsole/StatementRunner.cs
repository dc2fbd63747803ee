using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole;

/// <summary>Runs statements on data sources: authorise, find, guard, run, record. The guard stands on every path.</summary>
public sealed class StatementRunner(IAdminDb adminDb, Access access, RateLimiter limiter, AuditLog audit, StatementGuard guard, EngineCatalog engines, TargetResolver targets)
{
    /// <summary>What the guard says of a statement, without touching any database.</summary>
    public async Task<Result<Verdict>> CheckAsync(Actor actor, EngineKind engine, string statement, AccessMode mode, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        return allowed.Failed ? allowed.Error : guard.Check(engine, statement, mode);
    }

    /// <summary>Runs one reading statement. Rows are handed out only when the audit entry about them stands.</summary>
    public async Task<Result<RunAnswer>> RunAsync(Actor actor, RunRequest request, CancellationToken ct)
    {
        // Who does not belong to the organization must not use up its budget, so that stands before the limit.
        if ((await access.GrantAsync(actor, ct)).Refusal is { } stranger)
            return stranger;
        var limited = await limiter.RequireAsync(actor, RatePolicyNames.DatabaseQuery, ct);
        if (limited.Failed)
            return limited.Error;
        if (RunRules.Check(request) is { } invalid)
            return invalid;
        var allowed = await access.RequireAsync(actor, Permissions.Console.Query, ct);
        if (allowed.Failed)
            return allowed.Error;
        var source = await FindAsync(allowed.Value, request.DataSource, ct);
        if (source is null)
            return SqlConsoleErrors.DataSourceNotFound;
        var verdict = guard.Check(source.Engine, request.Statement, source.Mode);
        var outcome = Refusal(verdict) is { } refusal ? refusal : await ExecuteAsync(source, request, verdict, ct);
        await RecordAsync(actor, source, request, verdict, outcome);
        return outcome;
    }

    private async Task<DataSource?> FindAsync(OrganizationId organization, DataSourceId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await db.Set<DataSource>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
    }

    private static Error? Refusal(Verdict verdict)
    {
        if (verdict.Blocked)
            return SqlConsoleErrors.Blocked(verdict);
        return verdict.QueryType is QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge or QueryType.Replace
            ? SqlConsoleErrors.WriteNotAvailable
            : null;
    }

    private async Task<Result<RunAnswer>> ExecuteAsync(DataSource source, RunRequest request, Verdict verdict, CancellationToken ct)
    {
        if (engines.Find(source.Engine) is not { } engine)
            return SqlConsoleErrors.EngineNotAvailable(source.Engine);
        var results = new ResultBuffer(request.MaxRows ?? RunLimits.DefaultRows, RunLimits.MaxBytes);
        var timeout = TimeSpan.FromSeconds(request.TimeoutSeconds ?? RunLimits.DefaultTimeoutSeconds);
        var bound = ParameterBinder.Bind(StatementParameters.Find(source.Engine, request.Statement), request.Parameters);
        if (bound.Failed)
            return bound.Error;
        var target = await targets.ResolveAsync(source, ct);
        if (target.Failed)
            return target.Error;
        var report = await engine.ReadAsync(target.Value, new EngineQuery(request.Statement, bound.Value, timeout), results, ct);
        if (report.Failed)
            return report.Error;
        IReadOnlyList<string> warnings = verdict.Kind == VerdictKind.Warn ? [verdict.Message] : [];
        return new RunAnswer(verdict.QueryType, results, report.Value, warnings);
    }

    // Not cancellable: a run that took place stays on record, also when its person has left.
    private async Task RecordAsync(Actor actor, DataSource source, RunRequest request, Verdict verdict, Result<RunAnswer> outcome)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(source.OrganizationId), CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await audit.AppendAsync(db, actor, Act(source, request, verdict, outcome), CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private static AuditAct Act(DataSource source, RunRequest request, Verdict verdict, Result<RunAnswer> outcome)
    {
        var details = new Dictionary<string, string>
        {
            ["statement_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Statement))),
            ["query_type"] = SnakeCase.Of(verdict.QueryType),
            ["code"] = outcome.Failed ? outcome.Error.Code : verdict.Code,
        };
        if (!outcome.Failed)
        {
            details["rows"] = outcome.Value.Results.Rows.Count.ToString(CultureInfo.InvariantCulture);
            details["bytes"] = outcome.Value.Results.Bytes.ToString(CultureInfo.InvariantCulture);
            details["milliseconds"] = outcome.Value.Report.ExecutionTime.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        }
        var result = !outcome.Failed ? AuditOutcome.Done : outcome.Error.Kind == ErrorKind.Refused ? AuditOutcome.Refused : AuditOutcome.Failed;
        return new AuditAct("statement.run", "data_source", source.Id.ToString(), result, Details: details);
    }
}
