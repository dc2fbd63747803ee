namespace Admin.Domain.RateLimiting;

/// <summary>
/// One counter and its arithmetic, the same as in the Redis script; the local limiter counts with it while Redis is away.
/// Not thread-safe.
/// </summary>
internal sealed class RateState
{
    private readonly List<(long Last, long Count)> _entries = [];
    private long _units;
    private long _at = -1;

    /// <summary>When nothing of it is left that could matter.</summary>
    public long EmptyAt { get; private set; }

    public RateReading Read(RateRule rule, long cost, long now) =>
        rule.Algorithm == RateAlgorithm.TokenBucket ? ReadBucket(rule, cost, now) : ReadWindow(rule, cost, now);

    public void Consume(RateRule rule, long cost, long now)
    {
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
