using Admin.Domain.Accounts;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Service tokens over REST; the token itself only in the answer that makes it.</summary>
internal static class ServiceTokenEndpoints
{
    public static IEndpointRouteBuilder MapServiceTokens(this IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/service-tokens").WithTags("Service tokens");
        tokens.MapGet("/", ListAsync).WithSummary("The organization's service tokens.");
        tokens.MapPost("/", CreateAsync).WithSummary("Makes a token and shows it, once; needs a fresh confirmation.");
        tokens.MapGet("/{id:guid}", GetAsync).WithSummary("One token, without the token itself.");
        tokens.MapPut("/{id:guid}", ChangeAsync).WithSummary("Changes name and limits; needs If-Match and a fresh confirmation.");
        tokens.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revokes a token at once.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, bool? working, ServiceTokens service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), new ServiceTokenFilter(query.Text, working), query.Request, http.RequestAborted)).ToHttp(ServiceTokenBody.Of);

    private static async Task<IResult> CreateAsync(ServiceTokenDraftBody body, ServiceTokens service, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await service.CreateAsync(http.GetActor(), body.ToDraft(), http.RequestAborted))
            .ToCreated(t => $"{ApiRoutes.Prefix}/service-tokens/{t.Token.Id}", t => ServiceTokenBody.Of(t.Token) with { Token = t.Text }, t => t.Token.Stamp);
    }

    private static async Task<IResult> GetAsync(Guid id, ServiceTokens service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), ServiceTokenId.From(id), http.RequestAborted)).ToHttp(ServiceTokenBody.Of, t => t.Stamp);

    private static async Task<IResult> ChangeAsync(Guid id, ServiceTokenDraftBody body, ServiceTokens service, HttpContext http) =>
        (await service.ChangeAsync(http.GetActor(), ServiceTokenId.From(id), body.ToDraft(), http.Request.SeenStamp(), http.RequestAborted)).ToHttp(ServiceTokenBody.Of, t => t.Stamp);

    private static async Task<IResult> RevokeAsync(Guid id, ServiceTokens service, HttpContext http) =>
        (await service.RevokeAsync(http.GetActor(), ServiceTokenId.From(id), http.RequestAborted)).ToHttp();
}

internal sealed record ServiceTokenDraftBody(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<Guid>? ReadableIds = null, IReadOnlyList<string>? Networks = null, DateTime? ExpiresAt = null)
{
    public ServiceTokenDraft ToDraft() => new() { Name = Name, Scopes = Scopes, ReadableIds = ReadableIds ?? [], Networks = Networks ?? [], ExpiresAt = ExpiresAt };
}

/// <param name="Token">Only in the answer that made it.</param>
internal sealed record ServiceTokenBody(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<Guid> ReadableIds,
    IReadOnlyList<string> Networks,
    Guid CreatedBy,
    DateTime CreatedAt,
    DateTime ExpiresAt,
    DateTime? RevokedAt,
    DateTime? LastUsedAt,
    string? Token = null)
{
    public static ServiceTokenBody Of(ServiceTokenView t) =>
        new(t.Id.Value, t.Name, t.Prefix, t.Scopes, t.ReadableIds, t.Networks, t.CreatedBy.Value, t.CreatedAt, t.ExpiresAt, t.RevokedAt, t.LastUsedAt);

    public override string ToString() => $"Service token {Id}";
}
