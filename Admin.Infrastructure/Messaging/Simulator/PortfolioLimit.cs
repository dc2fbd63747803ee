namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// People that the portfolio wrote to within a moving 24 hours. Whoever wrote to a number within that time has an open service
/// window and is not counted. All numbers of the simulator belong to one portfolio.
/// </summary>
internal sealed class PortfolioLimit
{
    private const long Day = 86_400_000;
    private const long SweepEvery = 60_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _windows = new(StringComparer.Ordinal);
    private long _sweptAt;

    /// <param name="people">0: no limit.</param>
    /// <param name="now">Unix milliseconds.</param>
    public bool TryTake(string person, int people, long now)
    {
        if (people == 0)
            return true;
        lock (_lock)
        {
            if (_windows.TryGetValue(person, out var opened) && now - opened < Day)
                return true;
            if (_written.TryGetValue(person, out var before) && now - before < Day)
                return true;
            if (now - _sweptAt >= SweepEvery)
                Sweep(now);
            if (_written.Count >= people)
                return false;
            _written[person] = now;
            return true;
        }
    }

    /// <summary>The person wrote: for 24 hours they are not counted.</summary>
    public void Open(string person, long now)
    {
        lock (_lock)
            _windows[person] = now;
    }

    /// <summary>Takes over whom the ledger has of the last 24 hours.</summary>
    public void Restore(IEnumerable<(string Person, long At)> written)
    {
        lock (_lock)
        {
            foreach (var (person, at) in written)
                _written[person] = at;
        }
    }

    private void Sweep(long now)
    {
        _sweptAt = now;
        foreach (var (person, at) in _written)
        {
            if (now - at >= Day)
                _written.Remove(person);
        }
    }
}
