using Admin.Domain.RateLimiting;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;

namespace Admin.Web.Api;

/// <summary>/rate-limits: how they stand, an organization's own numbers, and taking from them for other services.</summary>
internal static class RateLimitEndpoints
{
    public static void MapRateLimits(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/rate-limits").WithTags("Rate limits");
        group.MapGet("/", ListAsync).WithSummary("Every policy, with the live counters of the organization's own.").Produces<RateLimitsBody>();
        group.MapPut("/{policy}/override", SetOverrideAsync).WithSummary("Gives the organization its own numbers. Super admins.").Produces<RateLimitState>();
        group.MapDelete("/{policy}/override", RemoveOverrideAsync).WithSummary("Takes them away again. Super admins.").Produces(StatusCodes.Status204NoContent);
        group.MapPost("/{policy}/acquire", AcquireAsync).WithSummary("Takes from a budget of the organization; 429 when it is used up. Scope limits.acquire.").Produces<AcquiredBody>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, RateLimitService service, TimeProvider time, CancellationToken ct) =>
        (await service.ListAsync(http.GetActor(), ct)).ToHttp(o => RateLimitsBody.Of(o, time.GetUtcNow().UtcDateTime));

    private static async Task<IResult> SetOverrideAsync(string policy, RateOverrideInput body, HttpContext http, RateLimitService service, CancellationToken ct) =>
        (await service.SetOverrideAsync(http.GetActor(), policy, body, ct)).ToHttp();

    private static async Task<IResult> RemoveOverrideAsync(string policy, HttpContext http, RateLimitService service, CancellationToken ct) =>
        (await service.RemoveOverrideAsync(http.GetActor(), policy, ct)).ToHttp();

    private static async Task<IResult> AcquireAsync(string policy, AcquireBody? body, HttpContext http, RateLimitService service, CancellationToken ct)
    {
        var decision = await service.AcquireAsync(http.GetActor(), policy, body?.Cost ?? 1, ct);
        if (decision.Failed)
            return decision.Error.ToProblem();
        RateLimitHeaders.Add(http, decision.Value);
        return RateErrors.Of(decision.Value) is { } refused ? refused.ToProblem() : decision.ToHttp(AcquiredBody.Of);
    }

    internal sealed record AcquireBody(long? Cost);

    internal sealed record AcquiredBody(bool Allowed, string Policy, long Limit, long WindowSeconds, long Remaining, long ResetSeconds)
    {
        public static AcquiredBody Of(RateDecision decision)
        {
            var verdict = decision.Policies[0];
            return new(true, verdict.Policy, verdict.Limit, (long)verdict.Window.TotalSeconds, verdict.Remaining, (long)Math.Ceiling(verdict.ResetIn.TotalSeconds));
        }
    }

    internal sealed record RateLimitsBody(IReadOnlyList<RateLimitState> Items, int Total, int Page, int PageSize, bool Degraded, DateTime At)
    {
        public static RateLimitsBody Of(RateLimitOverview overview, DateTime at) =>
            new(overview.Policies, overview.Policies.Count, 1, overview.Policies.Count, overview.Degraded, at);
    }
}
