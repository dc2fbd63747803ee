namespace Admin.Domain.RateLimiting.Watching;

/// <summary>Admitted and refused per second over the last minutes, in a ring. Not thread-safe.</summary>
internal sealed class RateSeries(int seconds)
{
    private readonly long[] _admitted = new long[seconds];
    private readonly long[] _refused = new long[seconds];
    private long _newest = -1;

    public void Add(long second, long admitted, long refused)
    {
        Advance(second);
        if (second <= _newest - seconds)
            return;
        _admitted[second % seconds] += admitted;
        _refused[second % seconds] += refused;
    }

    /// <summary>The <paramref name="last"/> seconds up to and including this one, oldest first.</summary>
    public (long[] Admitted, long[] Refused) Read(long until, int last)
    {
        Advance(until);
        var (admitted, refused) = (new long[last], new long[last]);
        for (var i = 0; i < last; i++)
        {
            var second = until - last + 1 + i;
            if (second < 0 || second <= _newest - seconds)
                continue;
            (admitted[i], refused[i]) = (_admitted[second % seconds], _refused[second % seconds]);
        }

        return (admitted, refused);
    }

    private void Advance(long second)
    {
        if (second <= _newest)
            return;
        // A node's clock may be ahead: what lies between is empty, at most one whole round of it.
        for (var s = Math.Max(_newest + 1, second - seconds + 1); s <= second; s++)
            (_admitted[s % seconds], _refused[s % seconds]) = (0, 0);
        _newest = second;
    }
}
