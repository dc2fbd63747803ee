namespace Admin.Tests.Domain.RateLimiting;

/// <summary>A limiter too simple to be wrong: every admission with its time, counted over each window anew.</summary>
internal sealed class WindowModel(long limit, long window)
{
    private readonly List<(long At, long Cost)> _admitted = [];

    /// <summary>The most that was admitted within any window.</summary>
    public long Busiest => _admitted.Select(a => _admitted.Where(b => b.At >= a.At && b.At <= a.At + window).Sum(b => b.Cost)).DefaultIfEmpty().Max();

    public bool TryAdmit(long at, long cost)
    {
        var used = _admitted.Where(a => a.At >= at - window).Sum(a => a.Cost);
        if (used + cost > limit)
            return false;
        Record(at, cost);
        return true;
    }

    public void Record(long at, long cost) => _admitted.Add((at, cost));
}
