using System.Diagnostics.Metrics;

namespace Admin.Domain.RateLimiting;

/// <summary>Counts decisions, under the names that ASP.NET Core gives to those of its own limiter. No label names a tenant or an address.</summary>
public sealed class RateMeter : IDisposable
{
    public const string Name = "Admin.RateLimiting";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _requests;
    private readonly UpDownCounter<long> _running;
    private readonly Histogram<double> _duration;

    public RateMeter()
    {
        _requests = _meter.CreateCounter<long>("aspnetcore.rate_limiting.requests", "{request}", "Decisions of the rate limiter.");
        _running = _meter.CreateUpDownCounter<long>("aspnetcore.rate_limiting.active_request_leases", "{request}", "Leases that run now.");
        _duration = _meter.CreateHistogram<double>("aspnetcore.rate_limiting.request_lease.duration", "s", "How long leases were held.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Leases of these policies run until the result is disposed.</summary>
    internal IDisposable Start(IEnumerable<string> policies) => new Running(this, [.. policies]);

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

    private sealed class Running : IDisposable
    {
        private readonly RateMeter _owner;
        private readonly IReadOnlyList<string> _policies;
        private readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();

        public Running(RateMeter owner, IReadOnlyList<string> policies)
        {
            (_owner, _policies) = (owner, policies);
            foreach (var policy in policies)
                owner._running.Add(1, new KeyValuePair<string, object?>("aspnetcore.rate_limiting.policy", policy));
        }

        public void Dispose()
        {
            foreach (var policy in _policies)
            {
                _owner._running.Add(-1, new KeyValuePair<string, object?>("aspnetcore.rate_limiting.policy", policy));
                _owner._duration.Record(System.Diagnostics.Stopwatch.GetElapsedTime(_start).TotalSeconds, new KeyValuePair<string, object?>("aspnetcore.rate_limiting.policy", policy));
            }
        }
    }
}
