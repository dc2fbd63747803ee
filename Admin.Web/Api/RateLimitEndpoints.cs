using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
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
        group.MapDelete("/{policy}/leases/{lease}", GiveBackAsync).WithSummary("Gives back a lease that acquire answered. Scope limits.acquire.").Produces(StatusCodes.Status204NoContent);
        group.MapGet("/activity", ActivityAsync).WithSummary("Per second of the last five minutes: admitted and refused; who takes most, refusals, who is limited now.").Produces<RateActivity>();
        group.MapPost("/{policy}/release", ReleaseAsync).WithSummary("Empties a counter, so that who is limited can go on. Super admins; audited.").Produces(StatusCodes.Status204NoContent);
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
        RateLimitHeaders.Add(http, decision.Value.Decision);
        return RateErrors.Of(decision.Value.Decision) is { } refused ? refused.ToProblem() : decision.ToHttp(AcquiredBody.Of);
    }

    internal sealed record AcquireBody(long? Cost);

    private static async Task<IResult> GiveBackAsync(string policy, string lease, HttpContext http, RateLimitService service, CancellationToken ct) =>
        (await service.GiveBackAsync(http.GetActor(), policy, lease, ct)).ToHttp();

    private static async Task<IResult> ActivityAsync(HttpContext http, RateLimitService service, CancellationToken ct) =>
        (await service.ListAsync(http.GetActor(), ct)).ToHttp(o => o.Activity);

    private static async Task<IResult> ReleaseAsync(string policy, ReleaseBody? body, HttpContext http, RateReleases releases, CancellationToken ct) =>
        (await releases.ReleaseAsync(http.GetActor(), policy, body?.Counter ?? "", ct)).ToHttp();

    /// <param name="Counter">As the activity names it; empty: the organization's budget as a whole.</param>
    internal sealed record ReleaseBody(string? Counter);

    /// <param name="LeaseId">To be given back, where the policy limits how many run at the same time.</param>
    internal sealed record AcquiredBody(bool Allowed, string Policy, long Limit, long WindowSeconds, long Remaining, long ResetSeconds, string? LeaseId)
    {
        public static AcquiredBody Of(RateAcquired acquired)
        {
            var verdict = acquired.Decision.Policies[0];
            return new(true, verdict.Policy, verdict.Limit, (long)verdict.Window.TotalSeconds, verdict.Remaining, (long)Math.Ceiling(verdict.ResetIn.TotalSeconds), acquired.Lease);
        }
    }

    internal sealed record RateLimitsBody(IReadOnlyList<RateLimitState> Items, int Total, int Page, int PageSize, bool Degraded, DateTime At)
    {
        public static RateLimitsBody Of(RateLimitOverview overview, DateTime at) =>
            new(overview.Policies, overview.Policies.Count, 1, overview.Policies.Count, overview.Degraded, at);
    }
}
