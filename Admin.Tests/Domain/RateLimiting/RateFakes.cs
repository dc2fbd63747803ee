using Admin.Domain.RateLimiting;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Domain.RateLimiting;

/// <summary>The shared counters, in memory.</summary>
internal sealed class FakeStore(TimeProvider time) : IRateLimitStore
{
    private LocalRateLimiter _counters = new(int.MaxValue, time);

    public int Calls { get; private set; }

    public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

    public bool IsAway { get; set; }

    /// <summary>As if it were flushed.</summary>
    public void Forget() => _counters = new(int.MaxValue, time);

    public Task<IReadOnlyList<RateReading>> DecideAsync(IReadOnlyList<RateCharge> charges, CancellationToken ct)
    {
        Calls++;
        if (IsAway)
            throw new RateStoreUnavailableException("away");
        Keys.UnionWith(charges.Select(c => c.Key));
        return Task.FromResult(_counters.Decide([.. charges.Select(c => ("", c))]));
    }

    public Task GiveBackAsync(string key, string lease, CancellationToken ct)
    {
        if (IsAway)
            throw new RateStoreUnavailableException("away");
        _counters.GiveBack("", key, lease);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string key, CancellationToken ct)
    {
        if (IsAway)
            throw new RateStoreUnavailableException("away");
        _counters.Forget(key);
        return Task.CompletedTask;
    }
}

internal sealed class FixedOptions<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
{
    private Action<TOptions, string?>? _listener;

    public TOptions CurrentValue { get; private set; } = value;

    public TOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<TOptions, string?> listener)
    {
        _listener += listener;
        return null;
    }

    public void Change(TOptions value)
    {
        CurrentValue = value;
        _listener?.Invoke(value, null);
    }
}
