using System.Text.Json;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Saved;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Saved queries over REST.</summary>
internal static class SavedQueryEndpoints
{
    public static void MapSavedQueries(this IEndpointRouteBuilder api)
    {
        var queries = api.MapGroup("/saved-queries").WithTags("SQL console");
        queries.MapGet("", ListAsync).Produces<IReadOnlyList<SavedQueryBody>>().WithSummary("One's own and shared ones.");
        queries.MapPost("", CreateAsync).Produces<SavedQueryBody>(StatusCodes.Status201Created);
        queries.MapGet("/{id:guid}", GetAsync).Produces<SavedQueryBody>();
        queries.MapPut("/{id:guid}", ChangeAsync).Produces<SavedQueryBody>().WithSummary("Replaces all of it.");
        queries.MapDelete("/{id:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(HttpContext http, SavedQueries queries, CancellationToken ct) =>
        (await queries.ListAsync(http.GetActor(), ct)).ToHttp(l => l.Select(SavedQueryBody.Of));

    private static async Task<IResult> GetAsync(HttpContext http, SavedQueries queries, Guid id, CancellationToken ct) =>
        (await queries.GetAsync(http.GetActor(), new SavedQueryId(id), ct)).ToHttp(SavedQueryBody.Of, q => q.Stamp);

    private static async Task<IResult> CreateAsync(HttpContext http, SavedQueries queries, SavedQueryInput input, CancellationToken ct) =>
        (await queries.CreateAsync(http.GetActor(), input.ToDraft(), ct)).ToCreated(q => $"{ApiRoutes.Prefix}/saved-queries/{q.Id}", SavedQueryBody.Of, q => q.Stamp);

    private static async Task<IResult> ChangeAsync(HttpContext http, SavedQueries queries, Guid id, SavedQueryInput input, CancellationToken ct) =>
        (await queries.ChangeAsync(http.GetActor(), new SavedQueryId(id), http.Request.RequireIfMatch(), input.ToDraft(), ct)).ToHttp(SavedQueryBody.Of, q => q.Stamp);

    private static async Task<IResult> DeleteAsync(HttpContext http, SavedQueries queries, Guid id, CancellationToken ct) =>
        (await queries.DeleteAsync(http.GetActor(), new SavedQueryId(id), ct)).ToHttp();
}

/// <param name="Parameters">Texts by name.</param>
public sealed record SavedQueryInput(
    Guid DataSourceId,
    string Name,
    string Statement,
    string? Folder = null,
    string? Description = null,
    IReadOnlyDictionary<string, string>? Parameters = null,
    bool Shared = false)
{
    internal SavedQueryDraft ToDraft() =>
        new(new DataSourceId(DataSourceId), Name, Statement, Folder, Description, Parameters is null ? null : JsonSerializer.Serialize(Parameters), Shared);
}

public sealed record SavedQueryBody(
    SavedQueryId Id,
    Guid OwnerId,
    DataSourceId DataSourceId,
    EngineKind Engine,
    string Name,
    string? Folder,
    string? Description,
    string Statement,
    IReadOnlyDictionary<string, string>? Parameters,
    bool Shared,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static SavedQueryBody Of(SavedQuery q) => new(
        q.Id,
        q.OwnerId.Value,
        q.DataSourceId,
        q.Engine,
        q.Name,
        q.Folder,
        q.Description,
        q.Statement,
        q.Parameters is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(q.Parameters),
        q.IsShared,
        q.CreatedAt,
        q.UpdatedAt);
}
