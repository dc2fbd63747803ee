using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Links to wall boards over REST; the token itself only in the answer that makes it.</summary>
internal static class WallLinkEndpoints
{
    public static IEndpointRouteBuilder MapWallLinks(this IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/wall-links").WithTags("Campaigns");
        links.MapGet("", ListAsync).WithSummary("Links to wall boards, newest first; without their tokens");
        links.MapPost("", CreateAsync).WithSummary("Make a link to a wall board; the token is shown once and opens /wall/{token}");
        links.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke a link; screens that show it go dark within seconds");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, WallLinks links, HttpContext http) =>
        (await links.ListAsync(http.GetActor(), query.Request, http.RequestAborted)).ToHttp(WallLinkShown.Of);

    private static async Task<IResult> CreateAsync(WallLinkBody body, WallLinks links, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await links.CreateAsync(http.GetActor(), body.ToDraft(), http.RequestAborted))
            .ToCreated(made => $"{ApiRoutes.Prefix}/wall-links/{made.Link.Id}", made => WallLinkShown.Of(made.Link) with { Token = made.Token, Path = AdminUrls.Wall(made.Token) });
    }

    private static async Task<IResult> RevokeAsync(Guid id, WallLinks links, HttpContext http) =>
        (await links.RevokeAsync(http.GetActor(), WallLinkId.From(id), http.RequestAborted)).ToHttp();
}

/// <param name="CampaignId">Absent: all campaigns in motion.</param>
/// <param name="Hours">How long it works, 1 to 2,160.</param>
internal sealed record WallLinkBody(string? Label, Guid? CampaignId, int Hours, bool ShowNames)
{
    public WallLinkDraft ToDraft() => new(Label, CampaignId is { } id ? new CampaignId(id) : null, Hours, ShowNames);
}

/// <param name="Token">Only in the answer that made it, as <paramref name="Path"/>.</param>
internal sealed record WallLinkShown(Guid Id, string Label, Guid? CampaignId, bool ShowNames, string? CreatedBy, DateTime CreatedAt, DateTime ExpiresAt, DateTime? RevokedAt, string? Token = null, string? Path = null)
{
    public static WallLinkShown Of(WallLinkView link) => new(link.Id.Value, link.Label, link.Campaign?.Value, link.ShowsNames, link.CreatedBy, link.CreatedAt, link.ExpiresAt, link.RevokedAt);
}
