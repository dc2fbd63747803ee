namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// Whether too many of the recipients that ended lately ended badly. It looks at the campaign's counts, so that what webhooks told
/// and what other nodes sent counts as well. Begins anew with each run: whoever resumes wants to see more of it.
/// </summary>
/// <param name="window">Over how many recipients; 0 looks at none.</param>
/// <param name="percent">From how many in a hundred on, failed and ambiguous ones are too many.</param>
public sealed class ErrorRatio(int window, int percent)
{
    private readonly Queue<(int Ended, int Bad)> _seen = new();
    private (int Ended, int Bad) _last = (-1, 0);

    /// <summary>Takes in the counts of now.</summary>
    public bool IsExceeded(RecipientCounts counts)
    {
        var bad = counts.Failed + counts.Ambiguous;
        var now = (Ended: counts.Sent + counts.Delivered + counts.Read + bad, Bad: bad);
        if (window == 0)
            return false;
        if (now != _last)
            _seen.Enqueue(_last = now);
        // The first that stays is the last before the window.
        while (_seen.Count > 1 && _seen.ElementAt(1).Ended <= now.Ended - window)
            _seen.Dequeue();
        var before = _seen.Peek();
        var ended = now.Ended - before.Ended;
        return ended >= window && (now.Bad - before.Bad) * 100L >= (long)percent * ended;
    }
}
