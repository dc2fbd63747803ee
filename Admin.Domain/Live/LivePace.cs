namespace Admin.Domain.Live;

/// <summary>How fast live numbers move.</summary>
internal static class LivePace
{
    /// <summary>At most four updates a second reach a subscriber, and a topic is read at most that often for all of them.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a standing subscription must prove again that it may.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(30);
}
