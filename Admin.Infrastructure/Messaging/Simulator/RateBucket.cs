namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A token bucket that holds one second's worth.</summary>
internal sealed class RateBucket(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = perSecond;
    private long _seen = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            Refill();
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }

    /// <summary>What comes in counts as well and is never refused: the bucket may owe.</summary>
    public void Take()
    {
        lock (_lock)
        {
            Refill();
            _tokens--;
        }
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(perSecond, _tokens + (time.GetElapsedTime(_seen, now).TotalSeconds * perSecond));
        _seen = now;
    }
}
