namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// Spreads a number's messages evenly over the second. What was not used is kept for less than a second, so that a
/// late commit is caught up with and a pause is not.
/// </summary>
public sealed class SendPace(int perSecond, TimeProvider time)
{
    private const double KeptSeconds = 0.5;

    private readonly Lock _lock = new();
    private readonly double _interval = 1.0 / perSecond;
    // One message at least, or a number with one a second would never get to send it.
    private readonly double _kept = Math.Max(KeptSeconds, 1.0 / perSecond);
    private readonly long _start = time.GetTimestamp();
    private double _spent;
    private double _heldUntil;
    private int _holds;

    public int PerSecond => perSecond;

    /// <summary>How often in a row the number was held; forgotten with the next accepted message.</summary>
    public int Holds
    {
        get
        {
            lock (_lock)
                return _holds;
        }
    }

    public bool IsHeld
    {
        get
        {
            lock (_lock)
                return Seconds() < _heldUntil;
        }
    }

    /// <summary>How many of the wanted messages may go now.</summary>
    public int Take(int wanted)
    {
        lock (_lock)
        {
            var now = Seconds();
            if (now < _heldUntil)
                return 0;
            _spent = Math.Max(_spent, now - _kept);
            var granted = Math.Clamp((int)((now - _spent + 1e-9) / _interval), 0, wanted);
            _spent += granted * _interval;
            return granted;
        }
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Return(int unused)
    {
        lock (_lock)
            _spent -= unused * _interval;
    }

    public void Hold(TimeSpan rest)
    {
        lock (_lock)
        {
            var until = Seconds() + rest.TotalSeconds;
            // Calls that were on their way together and are refused together are one hold.
            if (until <= _heldUntil || rest == TimeSpan.Zero)
                return;
            if (Seconds() >= _heldUntil)
                _holds++;
            _heldUntil = until;
        }
    }

    public void Accepted()
    {
        lock (_lock)
        {
            if (Seconds() >= _heldUntil)
                _holds = 0;
        }
    }

    private double Seconds() => time.GetElapsedTime(_start).TotalSeconds;
}
