namespace Admin.Domain.RateLimiting;

/// <summary>Stops asking a Redis that does not answer, so that its absence costs a request nothing; one request a second tries it.</summary>
public sealed class RateBreaker(TimeProvider time)
{
    private const int FailuresToOpen = 3;
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private int _failures;
    private long _openedAt;

    /// <summary>Redis is not being asked: each node decides alone.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _failures >= FailuresToOpen;
        }
    }

    /// <summary>Whether this request may ask.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_failures < FailuresToOpen)
                return true;
            if (time.GetElapsedTime(_openedAt) < OpenFor)
                return false;
            // This one tries; the others go on deciding alone until it has succeeded.
            _openedAt = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>True when this success closed it.</summary>
    public bool Succeeded()
    {
        lock (_lock)
        {
            var wasOpen = _failures >= FailuresToOpen;
            _failures = 0;
            return wasOpen;
        }
    }

    /// <summary>True when this failure opened it.</summary>
    public bool Failed()
    {
        lock (_lock)
        {
            if (_failures < FailuresToOpen)
                _failures++;
            else
                return false;
            _openedAt = time.GetTimestamp();
            return _failures == FailuresToOpen;
        }
    }
}
