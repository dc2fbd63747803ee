namespace Admin.Domain.Live;

/// <summary>How fast live numbers move.</summary>
internal static class LivePace
{
    /// <summary>
    /// At most four updates a second reach a subscriber, and a topic is read at most that often for all of them. A tenth above
    /// a quarter of a second: at exactly 250 ms, jitter lets a fifth update into some seconds.
    /// </summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(275);

    /// <summary>How often a standing subscription must prove again that it may.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(30);
}
