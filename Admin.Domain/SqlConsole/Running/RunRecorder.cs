using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>
/// Writes runs into the history and the audit log. Both stand before the statement leaves, in one write: what cannot be
/// recorded does not run. The audit keeps the statement's hash, never its text; neither keeps rows or values.
/// </summary>
public sealed class RunRecorder(IAdminDb adminDb, AuditLog audit, TimeProvider time)
{
    internal Task BeginAsync(Actor actor, RunPlan plan, CancellationToken ct) =>
        AddAsync(actor, plan, QueryRun.Start(plan, actor, Now), AuditOutcome.Done, plan.Verdict.Code, ct);

    internal Task RefuseAsync(Actor actor, RunPlan plan, Error refusal, CancellationToken ct)
    {
        var run = QueryRun.Start(plan, actor, Now);
        run.Refuse(refusal.Code, Now);
        return AddAsync(actor, plan, run, refusal.Kind is ErrorKind.Invalid ? AuditOutcome.Failed : AuditOutcome.Refused, refusal.Code, ct);
    }

    /// <summary>How it ended. Not cancellable: a run that took place stays on record, also when its person has left.</summary>
    internal async Task EndAsync(Actor actor, RunPlan plan, Result<RunAnswer> outcome)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(plan.Source.OrganizationId), CancellationToken.None);
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await WriteEndAsync(db, plan.Id, outcome);
        if (outcome is { Failed: false, Value.Change.Committed: true })
            await audit.AppendAsync(db, actor, Changed(plan, outcome.Value), CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task AddAsync(Actor actor, RunPlan plan, QueryRun run, AuditOutcome outcome, string code, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(plan.Source.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        db.Add(run);
        await audit.AppendAsync(db, actor, Act(plan, outcome, code), ct);
        await write.CommitAsync(ct);
    }

    private Task WriteEndAsync(AdminDbContext db, RunId id, Result<RunAnswer> outcome)
    {
        var (now, error) = (Now, outcome.Error?.Code);
        var state = error is null ? RunState.Done : error == SqlConsoleErrors.Cancelled.Code ? RunState.Cancelled : RunState.Failed;
        var answer = outcome.Failed ? null : outcome.Value;
        var (milliseconds, rows, affected) = ((long?)answer?.Report.ExecutionTime.TotalMilliseconds, answer?.Results.Rows.Count, answer?.Report.AffectedRows);
        var (truncated, cached) = (answer?.Results.Truncated == true, answer?.Cached is not null);
        return db.Set<QueryRun>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s
            .SetProperty(r => r.State, state)
            .SetProperty(r => r.ErrorCode, error)
            .SetProperty(r => r.EndedAt, now)
            .SetProperty(r => r.DurationMilliseconds, milliseconds)
            .SetProperty(r => r.RowCount, rows)
            .SetProperty(r => r.AffectedRows, affected)
            .SetProperty(r => r.IsTruncated, truncated)
            .SetProperty(r => r.FromCache, cached));
    }

    private static AuditAct Act(RunPlan plan, AuditOutcome outcome, string code)
    {
        var details = new Dictionary<string, string>
        {
            ["run"] = plan.Id.ToString(),
            ["statement_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Statement))),
            ["query_type"] = SnakeCase.Of(plan.Verdict.QueryType),
            ["code"] = code,
        };
        if (plan.Change is { } step)
            details["change"] = SnakeCase.Of(step);
        if (plan.Mask is not null)
            details["masked"] = "true";
        return new AuditAct("statement.run", "data_source", plan.Source.Id.ToString(), outcome, plan.Reason, details);
    }

    private static AuditAct Changed(RunPlan plan, RunAnswer answer) => new(
        "statement.changed",
        "data_source",
        plan.Source.Id.ToString(),
        AuditOutcome.Done,
        plan.Reason,
        new Dictionary<string, string>
        {
            ["run"] = plan.Id.ToString(),
            ["affected_rows"] = (answer.Report.AffectedRows ?? 0).ToString(CultureInfo.InvariantCulture),
        });
}
