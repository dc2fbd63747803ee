using System.Diagnostics.Metrics;

namespace Admin.Domain.RateLimiting;

/// <summary>Counts decisions, under the names that ASP.NET Core gives to those of its own limiter. No label names a tenant or an address.</summary>
public sealed class RateMeter : IDisposable
{
    public const string Name = "Admin.RateLimiting";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;

    public RateMeter() =>
        _requests = _meter.CreateCounter<long>("aspnetcore.rate_limiting.requests", "{request}", "Decisions of the rate limiter.");

    public void Dispose() => _meter.Dispose();

    internal void Count(RateDecision decision)
    {
        foreach (var verdict in decision.Policies)
        {
            var result = verdict.Allowed ? "acquired" : verdict.Shadow ? "shadow_denied" : "denied";
            _requests.Add(
                1,
                new("aspnetcore.rate_limiting.policy", verdict.Policy),
                new("aspnetcore.rate_limiting.result", result),
                new("admin.rate_limiting.degraded", decision.Degraded));
        }
    }
}
