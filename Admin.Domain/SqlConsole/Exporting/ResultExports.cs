using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>
/// Lets the result of a run of one's own leave as a file. It is found the way a link finds it (<see cref="RunDesk.FindAsync"/>):
/// rights and masking are those of now, and nothing is run again.
/// </summary>
public sealed class ResultExports(IAdminDb adminDb, Access access, RunDesk desk, AuditLog audit)
{
    /// <summary>
    /// The export, once its audit entry stands. A run that lasts is waited for.
    /// Errors: <c>run_not_found</c> when there is no such run of this person or its rows are no longer kept.
    /// </summary>
    public async Task<Result<ResultExport>> OpenAsync(Actor actor, RunId id, ExportFormat format, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Console.Export, ct);
        if (allowed.Failed)
            return allowed.Error;
        var found = await desk.FindAsync(actor, id, ct);
        if (found is { Failed: false, Value.Live: { } running })
        {
            await running.Completion.WaitAsync(ct);
            found = await desk.FindAsync(actor, id, ct);
        }
        if (found.Failed)
            return found.Error;
        if (found.Value.Answer is not { } answer)
            return SqlConsoleErrors.RunNotFound;
        await RecordAsync(allowed.Value, actor, found.Value.Run, answer, format, ct);
        return new ResultExport(answer, format, ExportFileName.Of(found.Value.Run, format));
    }

    private async Task RecordAsync(OrganizationId organization, Actor actor, QueryRun run, RunAnswer answer, ExportFormat format, CancellationToken ct)
    {
        var details = new Dictionary<string, string>
        {
            ["run"] = run.Id.ToString(),
            ["format"] = SnakeCase.Of(format),
            ["rows"] = answer.Results.Rows.Count.ToString(CultureInfo.InvariantCulture),
            ["bytes"] = answer.Results.Bytes.ToString(CultureInfo.InvariantCulture),
        };
        if (answer.Results.Columns.Count(c => c.MaskedBecause is not null) is > 0 and var masked)
            details["masked_columns"] = masked.ToString(CultureInfo.InvariantCulture);
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, new AuditAct("result.exported", "data_source", run.DataSourceId.ToString(), Details: details), ct);
        await write.CommitAsync(ct);
    }
}
