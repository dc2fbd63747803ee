using Admin.Domain.Accounts;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Access to data sources over REST: asked for, given, decided, taken back.</summary>
internal static class DataSourceAccessEndpoints
{
    public static void MapDataSourceAccess(this IEndpointRouteBuilder api)
    {
        var grants = api.MapGroup("/data-sources").WithTags("Data sources");
        grants.MapGet("/access", ListAsync).Produces<IReadOnlyList<GrantBody>>().WithSummary("Access that stands or is asked for, for those who manage data sources.");
        grants.MapGet("/access/mine", MineAsync).Produces<IReadOnlyList<GrantBody>>().WithSummary("One's own access that stands or is asked for.");
        grants.MapPost("/{id:guid}/access/request", AskAsync).Produces<GrantBody>().WithSummary("Asks for access for oneself, with a reason and an end within 30 days.");
        grants.MapPost("/{id:guid}/access", GiveAsync).Produces<GrantBody>().WithSummary("Gives access to a person or to a role.");
        grants.MapPost("/access/{grant:guid}/approve", (HttpContext http, GrantService service, Guid grant, CancellationToken ct) => DecideAsync(http, service, grant, true, ct)).Produces<GrantBody>();
        grants.MapPost("/access/{grant:guid}/decline", (HttpContext http, GrantService service, Guid grant, CancellationToken ct) => DecideAsync(http, service, grant, false, ct)).Produces<GrantBody>();
        grants.MapPost("/access/{grant:guid}/revoke", RevokeAsync).Produces<GrantBody>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, GrantService grants, CancellationToken ct) =>
        (await grants.ListAsync(http.GetActor(), ct)).ToHttp(l => l.Select(g => GrantBody.Of(g.Grant)));

    private static async Task<IResult> MineAsync(HttpContext http, GrantService grants, CancellationToken ct) =>
        (await grants.MineAsync(http.GetActor(), ct)).ToHttp(l => l.Select(g => GrantBody.Of(g.Grant)));

    private static async Task<IResult> AskAsync(HttpContext http, GrantService grants, Guid id, GrantWishInput input, CancellationToken ct) =>
        (await grants.AskAsync(http.GetActor(), new DataSourceId(id), new GrantWish(input.Mode, input.Reason, input.Until.UtcDateTime), ct)).ToHttp(GrantBody.Of);

    private static async Task<IResult> GiveAsync(HttpContext http, GrantService grants, Guid id, GrantInput input, CancellationToken ct) =>
        (await grants.GiveAsync(http.GetActor(), new DataSourceId(id), input.ToDraft(), ct)).ToHttp(GrantBody.Of);

    private static async Task<IResult> DecideAsync(HttpContext http, GrantService grants, Guid grant, bool approve, CancellationToken ct) =>
        (await grants.DecideAsync(http.GetActor(), new GrantId(grant), approve, ct)).ToHttp(GrantBody.Of);

    private static async Task<IResult> RevokeAsync(HttpContext http, GrantService grants, Guid grant, CancellationToken ct) =>
        (await grants.RevokeAsync(http.GetActor(), new GrantId(grant), ct)).ToHttp(GrantBody.Of);
}

public sealed record GrantWishInput(AccessMode Mode, string Reason, DateTimeOffset Until);

/// <summary>A person or a role, not both.</summary>
/// <param name="Until">Null lasts until it is taken back.</param>
public sealed record GrantInput(AccessMode Mode, Guid? PersonId = null, Role? Role = null, DateTimeOffset? Until = null, string? Reason = null)
{
    internal GrantDraft ToDraft() => new(Mode, PersonId is { } person ? Admin.Domain.Accounts.PersonId.From(person) : null, Role, Until?.UtcDateTime, Reason);
}

public sealed record GrantBody(
    GrantId Id,
    DataSourceId DataSourceId,
    Guid? PersonId,
    Role? Role,
    AccessMode Mode,
    GrantState State,
    string? Reason,
    DateTime? Until,
    DateTime CreatedAt,
    DateTime? DecidedAt)
{
    internal static GrantBody Of(DataSourceGrant g) =>
        new(g.Id, g.DataSourceId, g.PersonId?.Value, g.Role, g.Mode, g.State, g.Reason, g.Until, g.CreatedAt, g.DecidedAt);
}
