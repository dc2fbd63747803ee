using System.Text.Json;
using Admin.Domain.RateLimiting;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Looking;
using Admin.Domain.SqlConsole.Running;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;

namespace Admin.Web.Api;

/// <summary>The console over REST: run, check, explain, and what a database consists of.</summary>
internal static class SqlConsoleEndpoints
{
    public static void MapSqlConsole(this IEndpointRouteBuilder api)
    {
        var console = api.MapGroup("/database").WithTags("SQL console");
        console.MapPost("/execute-query", ExecuteAsync).Produces<QueryBody>().LimitedInside(RatePolicyNames.DatabaseQuery)
            .WithDescription("Times are milliseconds. Binary values are base64, integers are numbers of up to 64 bits. "
                + "A change runs in two steps: preview tells the rows it touches, confirm with that number makes it (409 count_changed otherwise); X-Reason says why on a production system.");
        console.MapPost("/explain-query", ExplainAsync).Produces<PlanBody>().LimitedInside(RatePolicyNames.DatabaseQuery)
            .WithDescription("How the server would run a reading statement; it is not run.");
        console.MapPost("/check-query", CheckAsync).Produces<VerdictBody>()
            .WithDescription("What the guard says of a statement; no database is touched. The position is a zero-based offset in the text.");
        console.MapGet("/schema/{dataSourceId:guid}", SchemaAsync).Produces<SchemaReport>()
            .WithDescription("Tables, views and collections with their columns, as the data source's account may see them. Nothing of a row.");
    }

    private static async Task<IResult> ExecuteAsync(HttpContext http, StatementRunner runner, QueryInput input, CancellationToken ct)
    {
        var request = input.ToRequest(http.GetActor().Reason);
        return request.Failed ? request.Error.ToProblem() : (await runner.RunAsync(http.GetActor(), request.Value, ct)).ToHttp(QueryBody.Of);
    }

    private static async Task<IResult> ExplainAsync(HttpContext http, SourceLooks looks, QueryInput input, CancellationToken ct)
    {
        var request = input.ToRequest(null);
        return request.Failed ? request.Error.ToProblem() : (await looks.ExplainAsync(http.GetActor(), request.Value, ct)).ToHttp(p => new PlanBody(p.Root, p.Text));
    }

    private static async Task<IResult> CheckAsync(HttpContext http, StatementRunner runner, CheckInput input, CancellationToken ct)
    {
        var verdict = await runner.CheckAsync(http.GetActor(), input.Engine, input.Query, input.Mode ?? AccessMode.ReadOnly, ct);
        return verdict.ToHttp(v => new VerdictBody(v.Kind, v.QueryType, v.Code, v.Message, v.Position));
    }

    private static async Task<IResult> SchemaAsync(HttpContext http, SourceLooks looks, Guid dataSourceId, CancellationToken ct) =>
        (await looks.SchemaAsync(http.GetActor(), new DataSourceId(dataSourceId), ct)).ToHttp(s => s);
}

/// <summary>Parameters are an object by name or a list by position.</summary>
/// <param name="CacheTtl">Seconds, 10 to 86400.</param>
/// <param name="Preview">Looks at a change without making it.</param>
/// <param name="Confirm">How many rows the change touches, as its preview said; makes it.</param>
public sealed record QueryInput(
    Guid DataSourceId,
    string Query,
    JsonElement? Parameters = null,
    int? Timeout = null,
    int? MaxRows = null,
    bool? UseCache = null,
    int? CacheTtl = null,
    string? CacheKey = null,
    bool? Preview = null,
    long? Confirm = null)
{
    internal Admin.Domain.Common.Result<RunRequest> ToRequest(string? reason)
    {
        var parameters = ParameterReader.Read(Parameters);
        if (parameters.Failed)
            return parameters.Error;
        return new RunRequest(new DataSourceId(DataSourceId), Query, parameters.Value, Timeout, MaxRows)
        {
            AllowChange = Preview == true || Confirm is not null,
            Confirm = Preview == true ? null : Confirm,
            Reason = reason,
            Cache = UseCache == true ? new CacheWish(TimeSpan.FromSeconds(CacheTtl ?? CacheWish.DefaultSeconds), CacheKey) : null,
        };
    }
}

public sealed record CheckInput(EngineKind Engine, string Query, AccessMode? Mode = null);

public sealed record VerdictBody(VerdictKind Verdict, QueryType QueryType, string Code, string Message, int? Position);

/// <param name="MaskedBecause">Why the values are hidden from the caller; null when they are not.</param>
public sealed record ColumnBody(string Name, string? Type, string? MaskedBecause);

/// <summary>Some rows that a change touches, before and after it.</summary>
public sealed record SampleBody(IReadOnlyList<ColumnBody> Columns, IReadOnlyList<object?[]> Before, IReadOnlyList<object?[]> After);

/// <param name="Text">The plan in the server's own form.</param>
public sealed record PlanBody(PlanNode Root, string Text);

/// <summary>Rows are lists of values in the order of the columns, because column names may repeat.</summary>
/// <param name="Committed">Whether a change was made; null for reading.</param>
/// <param name="CachedAt">When a result from the cache was made.</param>
public sealed record QueryBody(
    Guid RunId,
    QueryType QueryType,
    IReadOnlyList<ColumnBody> Columns,
    IReadOnlyList<object?[]> Rows,
    int RowCount,
    long? AffectedRows,
    bool? Committed,
    SampleBody? Sample,
    bool Truncated,
    double ExecutionTime,
    double ConnectionTime,
    string ServerVersion,
    bool FromCache,
    DateTimeOffset? CachedAt,
    IReadOnlyList<string> Warnings)
{
    internal static QueryBody Of(RunAnswer answer) => new(
        answer.Id.Value,
        answer.QueryType,
        Names(answer.Results.Columns),
        Values(answer.Results.Rows),
        answer.Results.Rows.Count,
        answer.Report.AffectedRows,
        answer.Change?.Committed,
        answer.Change?.Sample is { } sample ? Of(sample) : null,
        answer.Results.Truncated,
        answer.Report.ExecutionTime.TotalMilliseconds,
        answer.Report.ConnectionTime.TotalMilliseconds,
        answer.Report.ServerVersion,
        answer.Cached is not null,
        answer.Cached?.Since,
        answer.Warnings);

    private static SampleBody Of(ChangeSample sample) => new(Names(sample.Columns), Values(sample.Before), Values(sample.After));

    private static List<ColumnBody> Names(IReadOnlyList<ResultColumn> columns) => [.. columns.Select(c => new ColumnBody(c.Name, c.Type, c.MaskedBecause))];

    private static List<object?[]> Values(IReadOnlyList<object?[]> rows) => [.. rows.Select(r => Array.ConvertAll(r, JsonCell.Of))];
}
