using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Secrets over REST. Only <c>…/value</c> answers a value.</summary>
internal static class SecretEndpoints
{
    public static IEndpointRouteBuilder MapSecrets(this IEndpointRouteBuilder api)
    {
        var secrets = api.MapGroup("/secrets").WithTags("Secrets");
        secrets.MapGet("/", ListAsync).WithSummary("Secrets without their values, by filters.");
        secrets.MapPost("/", CreateAsync).WithSummary("Stores a secret.");
        secrets.MapGet("/stats", StatsAsync).WithSummary("Figures over all secrets.");
        secrets.MapGet("/{id:guid}", GetAsync).WithSummary("One secret without its value.");
        secrets.MapPut("/{id:guid}", UpdateAsync).WithSummary("Changes what is given; needs If-Match. A value makes a version.");
        secrets.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Deletes; can be undone for 30 days. With purge=true a deleted one goes for good.");
        secrets.MapGet("/{id:guid}/value", ValueAsync).NeedsAntiforgery().LimitedInside(RatePolicyNames.SecretReveal).WithSummary("The value; a person gives X-Reason and has just signed in or confirmed. version=previous: the one before, while its grace lasts.");
        secrets.MapPost("/{id:guid}/rotate", RotateAsync).WithSummary("A new value; the one until now stays as the previous version.");
        secrets.MapPost("/{id:guid}/rollback", RollBackAsync).WithSummary("An earlier version's value again, as a new version.");
        secrets.MapPost("/{id:guid}/restore", RestoreAsync).WithSummary("Undoes a deletion.");
        secrets.MapDelete("/{id:guid}/versions/{number:int}", DestroyAsync).WithSummary("Destroys the value of an earlier version for good; a person gives X-Reason and has just signed in or confirmed.");
        secrets.MapGet("/{id:guid}/versions", VersionsAsync).WithSummary("Versions without their values, newest first.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] SecretListQuery query, SecretService service, HttpContext http)
    {
        var filter = query.ToFilter();
        return filter.Failed
            ? filter.Error.ToProblem()
            : (await service.ListAsync(http.GetActor(), filter.Value, new PageRequest(query.Page ?? 1, query.PageSize ?? PageRequest.DefaultSize), http.RequestAborted)).ToHttp(SecretShown.Of);
    }

    private static async Task<IResult> CreateAsync(SecretBody body, SecretService service, HttpContext http) =>
        (await service.CreateAsync(http.GetActor(), body.ToDraft() with { IdempotencyKey = http.Request.IdempotencyKey() }, http.RequestAborted))
            .ToCreated(s => $"{ApiRoutes.Prefix}/secrets/{s.Id}", SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> StatsAsync(SecretStatistics statistics, HttpContext http) =>
        (await statistics.GetAsync(http.GetActor(), http.RequestAborted)).ToHttp(SecretStatsShown.Of);

    private static async Task<IResult> GetAsync(Guid id, SecretService service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp(SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> UpdateAsync(Guid id, SecretChangeBody body, SecretService service, HttpContext http) =>
        (await service.UpdateAsync(http.GetActor(), new SecretId(id), body.ToChange(), http.Request.SeenStamp(), http.RequestAborted)).ToHttp(SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> DeleteAsync(Guid id, SecretService service, HttpContext http, bool purge = false) => purge
        ? (await service.PurgeAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp()
        : (await service.DeleteAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp();

    private static async Task<IResult> ValueAsync(Guid id, string? version, SecretService service, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var which = QueryWords.Read<SecretWanted>(version, "version");
        return which.Failed
            ? which.Error.ToProblem()
            : (await service.RevealAsync(http.GetActor(), new SecretId(id), which.Value ?? SecretWanted.Current, http.RequestAborted)).ToHttp(SecretValueShown.Of);
    }

    private static async Task<IResult> RotateAsync(Guid id, SecretRotateBody body, SecretService service, HttpContext http) =>
        (await service.RotateAsync(http.GetActor(), new SecretId(id), body.ToRotation() with { IdempotencyKey = http.Request.IdempotencyKey() }, http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> RollBackAsync(Guid id, SecretRollBackBody body, SecretService service, HttpContext http) =>
        (await service.RollBackAsync(http.GetActor(), new SecretId(id), body.Version, body.Note, http.Request.SeenStamp(), http.RequestAborted)).ToHttp(SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> RestoreAsync(Guid id, SecretService service, HttpContext http) =>
        (await service.RestoreAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp(SecretShown.Of, s => s.Stamp);

    private static async Task<IResult> DestroyAsync(Guid id, int number, SecretService service, HttpContext http) =>
        (await service.DestroyVersionAsync(http.GetActor(), new SecretId(id), number, http.RequestAborted)).ToHttp();

    private static async Task<IResult> VersionsAsync(Guid id, SecretService service, HttpContext http) =>
        (await service.VersionsAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp(v => new { Items = v });
}

/// <summary>Filters and paging of the list.</summary>
internal sealed record SecretListQuery(
    string? Text,
    string? Kind,
    string? Provider,
    string? Tag,
    [FromQuery(Name = "chatbot_id")] Guid? ChatbotId,
    string? Expiring,
    string? Attention,
    bool? Deleted,
    int? Page,
    [FromQuery(Name = "page_size")] int? PageSize)
{
    public Result<SecretFilter> ToFilter()
    {
        var kind = QueryWords.Read<SecretKind>(Kind, "kind");
        if (kind.Failed)
            return kind.Error;
        var attention = QueryWords.Read<SecretAttention>(Attention, "attention");
        if (attention.Failed)
            return attention.Error;
        if (Expiring is not (null or "true" or "false" or "expired"))
            return ApiErrors.UnknownWord("expiring", ["true", "false", "expired"]);
        return new SecretFilter
        {
            Text = Text,
            Kind = kind.Value,
            Provider = Provider,
            Tag = Tag,
            ChatbotId = ChatbotId is { } chatbot ? new ChatbotId(chatbot) : null,
            Expiry = Expiring switch { "true" => SecretExpiry.Expiring, "expired" => SecretExpiry.Expired, _ => null },
            Attention = attention.Value,
            Deleted = Deleted ?? false,
        };
    }
}
