using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Masking;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Data sources over REST.</summary>
internal static class DataSourceEndpoints
{
    public static void MapDataSources(this IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/data-sources").WithTags("Data sources");
        sources.MapGet("", ListAsync).Produces<PageBody<DataSourceBody>>();
        sources.MapPost("", CreateAsync).Produces<DataSourceBody>(StatusCodes.Status201Created);
        sources.MapGet("/{id:guid}", GetAsync).Produces<DataSourceBody>();
        sources.MapPut("/{id:guid}", ChangeAsync).Produces<DataSourceBody>();
        sources.MapDelete("/{id:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent);
        api.MapPost("/database/test-connection", TestAsync).WithTags("SQL console").Produces<ConnectionBody>();
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
    /// <summary>The account; its password is the secret.</summary>
    public string? UserName { get; init; }

    /// <summary>The database that holds the account (MongoDB).</summary>
    public string? AuthenticationDatabase { get; init; }

    public TlsMode? Tls { get; init; }

    /// <summary>PEM of the certificate authorities to trust instead of the machine's.</summary>
    public string? TlsAuthority { get; init; }

    public int? TimeoutSeconds { get; init; }

    public int? MaxRows { get; init; }

    /// <summary>Whether only people and roles with a grant may use it.</summary>
    public bool? IsRestricted { get; init; }

    public AllowedHoursBody? Hours { get; init; }

    public IReadOnlyList<SensitiveColumn>? SensitiveColumns { get; init; }

    internal DataSourceSettings ToSettings() =>
        new(Name, Engine, Host, Port, Database, Environment, Mode, CredentialsSecretId is { } id ? new SecretId(id) : null)
        {
            UserName = UserName,
            AuthenticationDatabase = AuthenticationDatabase,
            Tls = Tls,
            TlsAuthority = TlsAuthority,
            TimeoutSeconds = TimeoutSeconds,
            MaxRows = MaxRows,
            IsRestricted = IsRestricted,
            Hours = Hours?.ToHours(),
            SensitiveColumns = SensitiveColumns,
        };
}

/// <summary>When a data source may be used; no days is always.</summary>
/// <param name="TimeZone">IANA name.</param>
public sealed record AllowedHoursBody(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until, string TimeZone)
{
    internal AllowedHours ToHours() => new(Days, From, Until, TimeZone);

    internal static AllowedHoursBody? Of(AllowedHours? hours) => hours is null ? null : new(hours.Days, hours.From, hours.Until, hours.TimeZone);
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
    string? UserName,
    SecretId? CredentialsSecretId,
    string? AuthenticationDatabase,
    TlsMode Tls,
    string? TlsAuthority,
    int TimeoutSeconds,
    int MaxRows,
    bool IsRestricted,
    AllowedHoursBody? Hours,
    IReadOnlyList<SensitiveColumn> SensitiveColumns,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static DataSourceBody Of(DataSource s) => new(
        s.Id,
        s.OrganizationId.Value,
        s.Name,
        s.Engine,
        s.Host,
        s.Port,
        s.Database,
        s.Environment,
        s.Mode,
        s.UserName,
        s.CredentialsSecretId,
        s.AuthenticationDatabase,
        s.Tls,
        s.TlsAuthority,
        s.TimeoutSeconds,
        s.MaxRows,
        s.IsRestricted,
        AllowedHoursBody.Of(s.Hours),
        s.SensitiveColumns,
        s.CreatedAt,
        s.UpdatedAt);
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
