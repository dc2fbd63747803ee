namespace Admin.Domain.RateLimiting;

/// <summary>
/// One counter and its arithmetic, the same as in the Redis script; the local limiter counts with it while Redis is away.
/// Not thread-safe.
/// </summary>
internal sealed class RateState
{
    /// <summary>How soon it is worth asking for a lease again: one may be given back long before it ends by itself.</summary>
    public const long LeaseRetryMs = 5000;

    private readonly List<(long Last, long Count)> _entries = [];
    private readonly List<(long EndsAt, string Name)> _leases = [];
    private long _units;
    private long _at = -1;

    /// <summary>When nothing of it is left that could matter.</summary>
    public long EmptyAt { get; private set; }

    public RateReading Read(RateRule rule, long cost, long now) => rule.Algorithm switch
    {
        RateAlgorithm.TokenBucket => ReadBucket(rule, cost, now),
        RateAlgorithm.Concurrency => ReadLeases(rule, cost, now),
        _ => ReadWindow(rule, cost, now),
    };

    public void Consume(RateRule rule, long cost, long now, string lease = "")
    {
        if (rule.Algorithm == RateAlgorithm.Concurrency)
        {
            _leases.Add((now + rule.WindowMs, lease));
            EmptyAt = now + rule.WindowMs + 1;
            return;
        }

        if (rule.Algorithm == RateAlgorithm.TokenBucket)
        {
            Refill(rule, now);
            _units -= cost * rule.WindowMs;
            EmptyAt = _at + CeilingDivide((rule.Burst * rule.WindowMs) - _units, rule.Limit);
            return;
        }

        now = Clamp(now);
        if (_entries.Count > 0 && _entries[^1].Last / rule.SlotMs == now / rule.SlotMs)
            _entries[^1] = (now, _entries[^1].Count + cost);
        else
            _entries.Add((now, cost));
        EmptyAt = now + rule.WindowMs + 1;
    }

    /// <summary>Gives a lease back.</summary>
    public void Release(string lease) => _leases.RemoveAll(l => l.Name == lease);

    private RateReading ReadLeases(RateRule rule, long cost, long now)
    {
        _leases.RemoveAll(l => l.EndsAt < now);
        var fits = _leases.Count + cost <= rule.Limit;
        var taken = fits ? cost : 0;
        var retry = fits ? 0 : Math.Min(LeaseRetryMs, _leases.Select(l => l.EndsAt + 1 - now).DefaultIfEmpty(LeaseRetryMs).Min());
        var last = taken > 0 ? now + rule.WindowMs : _leases.Select(l => l.EndsAt).DefaultIfEmpty(now - 1).Max();
        return new RateReading(fits, Math.Max(0, rule.Limit - _leases.Count - taken), retry, last + 1 - now);
    }

    private RateReading ReadWindow(RateRule rule, long cost, long now)
    {
        now = Clamp(now);
        _entries.RemoveAll(e => e.Last + rule.WindowMs < now);
        var used = _entries.Sum(e => e.Count);
        var fits = used + cost <= rule.Limit;
        var remaining = Math.Max(0, rule.Limit - used - (fits ? cost : 0));
        var last = fits && cost > 0 ? now : _entries.Count > 0 ? _entries[^1].Last : now - rule.WindowMs - 1;
        return new RateReading(fits, remaining, fits ? 0 : RetryIn(rule, used, cost, now), last + rule.WindowMs + 1 - now);
    }

    // The clock here never runs back; two requests may still arrive in the wrong order.
    private long Clamp(long now) => _entries.Count > 0 ? Math.Max(now, _entries[^1].Last) : now;

    private long RetryIn(RateRule rule, long used, long cost, long now)
    {
        foreach (var (last, count) in _entries)
        {
            used -= count;
            if (used + cost <= rule.Limit)
                return last + rule.WindowMs + 1 - now;
        }

        return rule.WindowMs;
    }

    private RateReading ReadBucket(RateRule rule, long cost, long now)
    {
        Refill(rule, now);
        var wanted = cost * rule.WindowMs;
        var fits = cost == 0 || _units + (rule.Debt * rule.WindowMs) >= wanted;
        var left = _units - (fits ? wanted : 0);
        var full = rule.Burst * rule.WindowMs;
        return new RateReading(
            fits,
            Math.Max(0, left / rule.WindowMs),
            fits ? 0 : CeilingDivide(wanted - (rule.Debt * rule.WindowMs) - _units, rule.Limit),
            CeilingDivide(full - left, rule.Limit));
    }

    // One token is as many units as the window has milliseconds, so that the refill of a millisecond is a whole number: the limit.
    private void Refill(RateRule rule, long now)
    {
        var full = rule.Burst * rule.WindowMs;
        if (_at < 0)
            (_units, _at) = (full, now);
        now = Math.Max(now, _at);
        _units = Math.Min(full, _units + ((now - _at) * rule.Limit));
        _at = now;
    }

    private static long CeilingDivide(long value, long by) => value <= 0 ? 0 : ((value - 1) / by) + 1;
}
