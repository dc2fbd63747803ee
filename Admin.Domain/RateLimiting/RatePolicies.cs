using Admin.Domain.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.RateLimiting;

/// <summary>The policies as they stand now. A configuration that is changed while running is taken over when it is valid.</summary>
public sealed class RatePolicies : IDisposable
{
    private readonly IDisposable? _changes;
    private readonly ILogger<RatePolicies> _log;
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

    /// <summary>Hears each time that changed policies have been taken over.</summary>
    internal Listeners<RatePolicies> Reloaded { get; } = new();

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
        Reloaded.Tell(this);
    }
}
