namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Calls per hour of apps and business accounts. Calls made while blocked count too.</summary>
internal sealed class CallLimit
{
    private const long Hour = 3_600_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Since, long Calls)> _counts = new(StringComparer.Ordinal);

    /// <param name="perHour">0: no limit.</param>
    /// <param name="now">Unix milliseconds.</param>
    public bool TryTake(string who, int perHour, long now)
    {
        if (perHour == 0)
            return true;
        lock (_lock)
        {
            var (since, calls) = _counts.GetValueOrDefault(who);
            if (now - since >= Hour)
                (since, calls) = (now, 0);
            _counts[who] = (since, ++calls);
            return calls <= perHour;
        }
    }
}
