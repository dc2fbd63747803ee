using Admin.Domain.RateLimiting;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Features.RateLimits;

/// <summary>
/// Counts what leads nowhere outside the API too (under <c>api_global</c>, by address): a flood of guessed addresses is limited
/// like calls. Pages, files and whatever else exists are not counted here.
/// </summary>
internal sealed class UnmatchedRateLimit(RequestDelegate next, RateLimiter limiter)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var decision = await limiter.DecideAsync(RateRequest.Anonymous(context.GetAddress(), null, RatePolicyNames.ApiGlobal), context.RequestAborted);
        RateLimitHeaders.Add(context, decision);
        if (RateErrors.Of(decision) is { } refused)
            await refused.ToProblem().ExecuteAsync(context);
        else
            await next(context);
    }
}
