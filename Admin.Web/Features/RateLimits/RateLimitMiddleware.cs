using Admin.Domain.Accounts;
using Admin.Domain.RateLimiting;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Authorization;

namespace Admin.Web.Features.RateLimits;

/// <summary>
/// Decides about every REST call, addresses that do not exist included: the global policy, and what the endpoint names.
/// Stands behind the making of the actor and before authorisation.
/// </summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiter limiter, Access access)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var decision = await limiter.DecideAsync(await RequestAsync(context), context.RequestAborted);
        RateLimitHeaders.Add(context, decision);
        if (decision.Allowed || WillBeUnauthenticated(context))
            await next(context);
        else
            await RateErrors.Of(decision)!.ToProblem().ExecuteAsync(context);
    }

    private async Task<RateRequest> RequestAsync(HttpContext context)
    {
        string[] own = [.. context.GetEndpoint()?.Metadata.GetOrderedMetadata<RateLimitMetadata>().SelectMany(m => m.Policies) ?? []];
        if (context.FindActor() is not { } actor)
            return RateRequest.Anonymous(context.GetAddress(), null, [RatePolicyNames.ApiGlobal, .. own]);
        if (actor.Kind == ActorKind.ServiceToken)
            return RateRequest.For(actor, [RatePolicyNames.ServiceApi, .. own]);
        // The organization is what the caller says: one that the caller has no place in must not pay for the call.
        var belongs = actor.Organization is not null && (await access.GrantAsync(actor, context.RequestAborted)).Refusal is null;
        return RateRequest.For(belongs ? actor : actor with { Organization = null }, [RatePolicyNames.ApiGlobal, .. own]);
    }

    // 401 comes before 429 (docs/api.md), and costs no more.
    private static bool WillBeUnauthenticated(HttpContext context) =>
        context.FindActor() is null && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null;
}

/// <summary>The policies that an endpoint names besides the global one.</summary>
internal sealed record RateLimitMetadata(IReadOnlyList<string> Policies);

internal static class RateLimitHttp
{
    /// <summary>Counts calls of the endpoint under these policies too. What a domain service decides itself is described by <see cref="RateLimitDocs.LimitedInside"/>.</summary>
    public static TBuilder WithRateLimit<TBuilder>(this TBuilder builder, params string[] policies)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateLimitMetadata(policies));

    /// <summary>Lets only so many calls run at the same time; for handlers that answer an <see cref="IResult"/>.</summary>
    public static RouteHandlerBuilder WithLease(this RouteHandlerBuilder builder, string policy) => builder.LimitedInside(policy).AddEndpointFilter(new RateLimitLease(policy));

    /// <summary>For what leads nowhere outside the API.</summary>
    public static IApplicationBuilder UseUnmatchedRateLimits(this IApplicationBuilder app) => app.UseMiddleware<UnmatchedRateLimit>();

    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.UseMiddleware<RateLimitMiddleware>();
}
