using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Running;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Runs over REST: the history, what runs now, cancelling.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/database/runs").WithTags("SQL console");
        runs.MapGet("", ListAsync).Produces<PageBody<RunBody>>().WithSummary("The history, latest first: one's own, or everybody's for those who supervise. Never rows.");
        runs.MapGet("/running", RunningAsync).Produces<IReadOnlyList<RunBody>>().WithSummary("What runs now.");
        runs.MapPost("/{id:guid}/cancel", CancelAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Stops a run at its server, on whichever node it runs.");
    }

    private static async Task<IResult> ListAsync(
        HttpContext http,
        RunHistory history,
        CancellationToken ct,
        string? q = null,
        [FromQuery(Name = "data_source_id")] Guid? source = null,
        RunState? state = null,
        bool mine = false,
        int page = 1,
        [FromQuery(Name = "page_size")] int pageSize = PageRequest.DefaultSize)
    {
        var filter = new RunFilter(q, source is { } id ? new DataSourceId(id) : null, state, mine);
        return (await history.ListAsync(http.GetActor(), filter, new PageRequest(page, pageSize), ct)).ToHttp(RunBody.Of);
    }

    private static async Task<IResult> RunningAsync(HttpContext http, RunDesk desk, CancellationToken ct) =>
        (await desk.RunningAsync(http.GetActor(), ct)).ToHttp(l => l.Select(RunBody.Of));

    private static async Task<IResult> CancelAsync(HttpContext http, RunDesk desk, Guid id, CancellationToken ct) =>
        (await desk.CancelAsync(http.GetActor(), new RunId(id), ct)).ToHttp();
}

public sealed record RunBody(
    RunId Id,
    Guid PersonId,
    string? Person,
    DataSourceId DataSourceId,
    string DataSource,
    EngineKind Engine,
    string Statement,
    QueryType QueryType,
    string VerdictCode,
    ChangeStep? Change,
    string? Reason,
    RunState State,
    string? ErrorCode,
    DateTime StartedAt,
    DateTime? EndedAt,
    long? ExecutionTime,
    int? RowCount,
    long? AffectedRows,
    bool Truncated,
    bool FromCache)
{
    internal static RunBody Of(RunView view)
    {
        var r = view.Run;
        return new RunBody(
            r.Id,
            r.PersonId.Value,
            view.Person,
            r.DataSourceId,
            r.SourceName,
            r.Engine,
            r.Statement,
            r.QueryType,
            r.VerdictCode,
            r.Change,
            r.Reason,
            view.State,
            r.ErrorCode,
            r.StartedAt,
            r.EndedAt,
            r.DurationMilliseconds,
            r.RowCount,
            r.AffectedRows,
            r.IsTruncated,
            r.FromCache);
    }
}
