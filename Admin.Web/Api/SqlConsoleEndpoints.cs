using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Guard;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Data sources and the console over REST.</summary>
internal static class SqlConsoleEndpoints
{
    public static void MapSqlConsole(this IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/data-sources").WithTags("Data sources");
        sources.MapGet("", ListAsync).Produces<PageBody<DataSourceBody>>();
        sources.MapPost("", CreateAsync).Produces<DataSourceBody>(StatusCodes.Status201Created);
        sources.MapGet("/{id:guid}", GetAsync).Produces<DataSourceBody>();
        sources.MapPut("/{id:guid}", ChangeAsync).Produces<DataSourceBody>();
        sources.MapDelete("/{id:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent);

        var console = api.MapGroup("/database").WithTags("SQL console");
        console.MapPost("/test-connection", TestAsync).Produces<ConnectionBody>();
        console.MapPost("/execute-query", ExecuteAsync).Produces<QueryBody>().LimitedInside(RatePolicyNames.DatabaseQuery)
            .WithDescription("Times are milliseconds. Binary values are base64, integers are numbers of up to 64 bits.");
        console.MapPost("/check-query", CheckAsync).Produces<VerdictBody>()
            .WithDescription("What the guard says of a statement; no database is touched. The position is a zero-based offset in the text.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, DataSourceCatalog sources, CancellationToken ct, int page = 1, [FromQuery(Name = "page_size")] int pageSize = PageRequest.DefaultSize) =>
        (await sources.ListAsync(http.GetActor(), new PageRequest(page, pageSize), ct)).ToHttp(DataSourceBody.Of);

    private static async Task<IResult> GetAsync(HttpContext http, DataSourceCatalog sources, Guid id, CancellationToken ct) =>
        (await sources.GetAsync(http.GetActor(), new DataSourceId(id), ct)).ToHttp(DataSourceBody.Of, s => s.Stamp);

    private static async Task<IResult> CreateAsync(HttpContext http, DataSourceCatalog sources, DataSourceInput input, CancellationToken ct) =>
        (await sources.CreateAsync(http.GetActor(), input.ToSettings(), ct)).ToCreated(s => $"{ApiRoutes.Prefix}/data-sources/{s.Id}", DataSourceBody.Of, s => s.Stamp);

    private static async Task<IResult> ChangeAsync(HttpContext http, DataSourceCatalog sources, Guid id, DataSourceInput input, CancellationToken ct) =>
        (await sources.ChangeAsync(http.GetActor(), new DataSourceId(id), http.Request.RequireIfMatch(), input.ToSettings(), ct)).ToHttp(DataSourceBody.Of, s => s.Stamp);

    private static async Task<IResult> DeleteAsync(HttpContext http, DataSourceCatalog sources, Guid id, CancellationToken ct) =>
        (await sources.DeleteAsync(http.GetActor(), new DataSourceId(id), ct)).ToHttp();

    private static async Task<IResult> TestAsync(HttpContext http, ConnectionTests tests, TestInput input, CancellationToken ct)
    {
        var answer = input.DataSourceId is { } id
            ? await tests.TestAsync(http.GetActor(), new DataSourceId(id), ct)
            : await tests.TestAsync(http.GetActor(), input.ToSettings(), ct);
        return answer.ToHttp(ConnectionBody.Of);
    }

    private static async Task<IResult> ExecuteAsync(HttpContext http, StatementRunner runner, QueryInput input, CancellationToken ct)
    {
        var parameters = ParameterReader.Read(input.Parameters);
        if (parameters.Failed)
            return parameters.Error.ToProblem();
        var request = new RunRequest(new DataSourceId(input.DataSourceId), input.Query, parameters.Value, input.Timeout, input.MaxRows);
        return (await runner.RunAsync(http.GetActor(), request, ct)).ToHttp(a => QueryBody.Of(a, input.UseCache == true));
    }

    private static async Task<IResult> CheckAsync(HttpContext http, StatementRunner runner, CheckInput input, CancellationToken ct)
    {
        var verdict = await runner.CheckAsync(http.GetActor(), input.Engine, input.Query, input.Mode ?? AccessMode.ReadOnly, ct);
        return verdict.ToHttp(v => new VerdictBody(v.Kind, v.QueryType, v.Code, v.Message, v.Position));
    }
}

/// <summary>What a caller says of a data source; on a change, what is left out stays as it is.</summary>
public record DataSourceInput(
    string? Name = null,
    EngineKind? Engine = null,
    string? Host = null,
    int? Port = null,
    string? Database = null,
    DataSourceEnvironment? Environment = null,
    AccessMode? Mode = null,
    Guid? CredentialsSecretId = null)
{
    internal DataSourceSettings ToSettings() =>
        new(Name, Engine, Host, Port, Database, Environment, Mode, CredentialsSecretId is { } id ? new SecretId(id) : null);
}

/// <summary>A stored data source by its id, or settings to try before they are stored.</summary>
public sealed record TestInput(Guid? DataSourceId = null) : DataSourceInput();

/// <summary>A data source as it is shown; it never carries credentials.</summary>
public sealed record DataSourceBody(
    DataSourceId Id,
    Guid OrganizationId,
    string Name,
    EngineKind Engine,
    string? Host,
    int? Port,
    string Database,
    DataSourceEnvironment Environment,
    AccessMode Mode,
    SecretId? CredentialsSecretId,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static DataSourceBody Of(DataSource s) =>
        new(s.Id, s.OrganizationId.Value, s.Name, s.Engine, s.Host, s.Port, s.Database, s.Environment, s.Mode, s.CredentialsSecretId, s.CreatedAt, s.UpdatedAt);
}

/// <param name="Code">Why it failed; null when it did not.</param>
/// <param name="Tls">Protocol and cipher; null in the clear.</param>
/// <param name="Dangers">Rights that the account should not have.</param>
/// <param name="SafeAccount">Statements that make an account which only reads.</param>
public sealed record ConnectionBody(
    bool Success,
    string? Code,
    double? ConnectionTime,
    string? ServerVersion,
    string? Tls,
    IReadOnlyList<string> Dangers,
    string? SafeAccount,
    IReadOnlyList<string> Warnings)
{
    internal static ConnectionBody Of(ConnectionAnswer answer) => new(
        answer.Success,
        answer.Error?.Code,
        answer.Report?.ConnectionTime.TotalMilliseconds,
        answer.Report?.ServerVersion,
        answer.Report?.Tls,
        answer.Report?.Dangers ?? [],
        answer.Report?.SafeAccount,
        answer.Warnings);
}

/// <summary>Parameters are an object by name or a list by position.</summary>
public sealed record QueryInput(
    Guid DataSourceId,
    string Query,
    JsonElement? Parameters = null,
    int? Timeout = null,
    int? MaxRows = null,
    bool? UseCache = null,
    int? CacheTtl = null,
    string? CacheKey = null,
    long? Confirm = null);

public sealed record CheckInput(EngineKind Engine, string Query, AccessMode? Mode = null);

public sealed record VerdictBody(VerdictKind Verdict, QueryType QueryType, string Code, string Message, int? Position);

public sealed record ColumnBody(string Name, string? Type);

/// <summary>Rows are lists of values in the order of the columns, because column names may repeat.</summary>
public sealed record QueryBody(
    QueryType QueryType,
    IReadOnlyList<ColumnBody> Columns,
    IReadOnlyList<object?[]> Rows,
    int RowCount,
    long? AffectedRows,
    bool Truncated,
    double ExecutionTime,
    double ConnectionTime,
    string ServerVersion,
    bool FromCache,
    IReadOnlyList<string> Warnings)
{
    internal const string NotCached = "The result does not come from a cache: caching is not offered yet.";

    internal static QueryBody Of(RunAnswer answer, bool wantsCache) => new(
        answer.QueryType,
        [.. answer.Results.Columns.Select(c => new ColumnBody(c.Name, c.Type))],
        [.. answer.Results.Rows.Select(Show)],
        answer.Results.Rows.Count,
        answer.Report.AffectedRows,
        answer.Results.Truncated,
        answer.Report.ExecutionTime.TotalMilliseconds,
        answer.Report.ConnectionTime.TotalMilliseconds,
        answer.Report.ServerVersion,
        FromCache: false,
        wantsCache ? [.. answer.Warnings, NotCached] : answer.Warnings);

    // JSON has no infinity; it goes as the word that JavaScript prints.
    private static object?[] Show(object?[] row) =>
        Array.Exists(row, v => v is double d && !double.IsFinite(d))
            ? [.. row.Select(v => v is double d && !double.IsFinite(d) ? d.ToString(System.Globalization.CultureInfo.InvariantCulture) : v)]
            : row;
}
