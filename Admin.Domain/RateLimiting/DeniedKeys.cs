namespace Admin.Domain.RateLimiting;

/// <summary>
/// Remembers refused counters until they admit again, so that a flood of refused calls costs Redis nothing.
/// Bounded; cleared when a limit is changed or released anywhere.
/// </summary>
internal sealed class DeniedKeys(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Denial> _denials = new(StringComparer.Ordinal);

    /// <summary>How the counter stood when it refused a cost not greater than this one, with the time that is left.</summary>
    public RateReading? Find(RateCharge charge)
    {
        lock (_lock)
        {
            if (!_denials.TryGetValue(charge.Key, out var denial))
                return null;
            var passed = (long)time.GetElapsedTime(denial.At).TotalMilliseconds;
            if (passed >= denial.Reading.RetryMs)
            {
                _denials.Remove(charge.Key);
                return null;
            }

            if (charge.Cost < denial.Cost || denial.Rule != charge.Rule)
                return null;
            return denial.Reading with { RetryMs = denial.Reading.RetryMs - passed, ResetMs = Math.Max(0, denial.Reading.ResetMs - passed) };
        }
    }

    public void Remember(RateCharge charge, RateReading reading)
    {
        lock (_lock)
        {
            if (_denials.Count >= Capacity)
                _denials.Clear();
            _denials[charge.Key] = new Denial(charge.Cost, charge.Rule, reading, time.GetTimestamp());
        }
    }

    public void Clear()
    {
        lock (_lock)
            _denials.Clear();
    }

    private sealed record Denial(long Cost, RateRule Rule, RateReading Reading, long At);
}
