using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.RateLimiting;

/// <summary>The policies as they stand now. A configuration that is changed while running is taken over when it is valid.</summary>
public sealed class RatePolicies : IDisposable
{
    private readonly IDisposable? _changes;
    private readonly ILogger<RatePolicies> _log;
    private Action? _reloaded;
    private volatile IReadOnlyDictionary<string, RatePolicy> _byName;

    public RatePolicies(IOptionsMonitor<RateLimitOptions> options, ILogger<RatePolicies> log)
    {
        _log = log;
        _byName = RatePolicyReader.Read(options.CurrentValue, []);
        _changes = options.OnChange(TakeOver);
    }

    /// <summary>In the order of their names.</summary>
    public IEnumerable<RatePolicy> All => _byName.Values;

    public RatePolicy? Find(string name) => _byName.GetValueOrDefault(name);

    /// <exception cref="ArgumentException">No such policy: a limit that the code asks for is never skipped.</exception>
    public RatePolicy Get(string name) => Find(name) ?? throw new ArgumentException($"There is no rate limit {name}.", nameof(name));

    /// <summary>Calls the handler each time changed policies have been taken over, until disposed.</summary>
    internal IDisposable WhenReloaded(Action handler)
    {
        _reloaded += handler;
        return new Listening(this, handler);
    }

    public void Dispose() => _changes?.Dispose();

    private void TakeOver(RateLimitOptions options)
    {
        var faults = new List<string>();
        var policies = RatePolicyReader.Read(options, faults);
        if (faults.Count > 0)
        {
            _log.LogError("The changed rate limits are not taken over: {Faults}", string.Join(" ", faults));
            return;
        }

        _byName = policies;
        _log.LogInformation("Rate limits were reloaded");
        _reloaded?.Invoke();
    }

    private sealed class Listening(RatePolicies owner, Action handler) : IDisposable
    {
        public void Dispose() => owner._reloaded -= handler;
    }
}
