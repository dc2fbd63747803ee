namespace Admin.Domain.RateLimiting;

/// <summary>
/// Counts on this node what Redis counts for all. It listens while Redis works, so that it is warm when Redis goes,
/// and it is bounded: beyond so many counters of a policy the rest share one.
/// </summary>
internal sealed class LocalRateLimiter(int countersPerPolicy, TimeProvider time)
{
    private const string Overflow = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, RateState>> _policies = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();

    public int Count(string policy)
    {
        lock (_lock)
            return _policies.TryGetValue(policy, out var counters) ? counters.Count : 0;
    }

    /// <summary>All or nothing, as in Redis.</summary>
    public IReadOnlyList<RateReading> Decide(IReadOnlyList<(string Policy, RateCharge Charge)> charges)
    {
        lock (_lock)
        {
            var now = Now();
            var states = charges.Select(c => State(c.Policy, c.Charge.Key, now)).ToList();
            var readings = charges.Select((c, i) => states[i].Read(c.Charge.Rule, c.Charge.Cost, now)).ToList();
            if (charges.Where((c, i) => !readings[i].Fits && !c.Charge.Shadow).Any())
                return readings;
            for (var i = 0; i < charges.Count; i++)
            {
                if (readings[i].Fits && charges[i].Charge.Cost > 0)
                    states[i].Consume(charges[i].Charge.Rule, charges[i].Charge.Cost, now, charges[i].Charge.Lease);
            }

            return readings;
        }
    }

    /// <summary>How a counter that this node keeps stands; null for one that it does not, or not by itself.</summary>
    public RateReading? Find(string policy, RateCharge charge)
    {
        lock (_lock)
            return _policies.TryGetValue(policy, out var counters) && counters.TryGetValue(charge.Key, out var state) ? state.Read(charge.Rule, charge.Cost, Now()) : null;
    }

    public void GiveBack(string policy, string key, string lease)
    {
        lock (_lock)
        {
            if (_policies.TryGetValue(policy, out var counters) && (counters.GetValueOrDefault(key) ?? counters.GetValueOrDefault(Overflow)) is { } state)
                state.Release(lease);
        }
    }

    /// <summary>Counters whose keys begin so start anew.</summary>
    public void Forget(string prefix)
    {
        lock (_lock)
        {
            foreach (var counters in _policies.Values)
            {
                foreach (var key in counters.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToList())
                    counters.Remove(key);
            }
        }
    }

    private RateState State(string policy, string key, long now)
    {
        if (!_policies.TryGetValue(policy, out var counters))
            _policies.Add(policy, counters = new(StringComparer.Ordinal));
        if (counters.TryGetValue(key, out var state))
            return state;
        if (counters.Count >= countersPerPolicy)
            MakeRoom(counters, now);
        if (counters.Count >= countersPerPolicy)
            key = Overflow;
        if (!counters.TryGetValue(key, out state))
            counters.Add(key, state = new RateState());
        return state;
    }

    private static void MakeRoom(Dictionary<string, RateState> counters, long now)
    {
        foreach (var (key, state) in counters)
        {
            if (state.EmptyAt <= now)
                counters.Remove(key);
        }
    }

    private long Now() => (long)time.GetElapsedTime(_start).TotalMilliseconds;
}
