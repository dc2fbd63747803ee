using Admin.Domain.RateLimiting;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Features.RateLimits;

/// <summary>Lets only so many calls of an endpoint run at the same time, until the last byte of the answer is written.</summary>
internal sealed class RateLimitLease(string policy) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var limiter = http.RequestServices.GetRequiredService<RateLimiter>();
        var lease = await limiter.LeaseAsync(RateRequest.For(http.GetActor(), policy), http.RequestAborted);
        RateLimitHeaders.Add(http, lease.Decision);
        if (lease.Refusal is { } refused)
            return refused.ToProblem();
        try
        {
            return new Leased(await next(context), lease);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    // The answer is written after the filter has returned.
    private sealed class Leased(object? inner, RateLease lease) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using (lease)
                await ((IResult)inner!).ExecuteAsync(httpContext);
        }
    }
}
