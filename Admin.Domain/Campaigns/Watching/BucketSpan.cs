namespace Admin.Domain.Campaigns.Watching;

/// <summary>
/// How long a bucket is: short while the run is young, longer as it goes on, so that a campaign never has more than about
/// 2,500 of them though reports of reading come in for a month. Every node computes the same.
/// </summary>
public static class BucketSpan
{
    private static readonly (TimeSpan Until, int Seconds)[] Spans =
    [
        (TimeSpan.FromHours(1), 10),
        (TimeSpan.FromHours(12), 60),
        (TimeSpan.FromDays(5), 600),
    ];

    private const int Longest = 3600;

    /// <summary>The bucket that this moment belongs to. A clock that stepped back behind the start falls into a short one.</summary>
    public static (DateTime At, int Seconds) Of(DateTime startedAt, DateTime now)
    {
        var age = now - startedAt;
        var seconds = Longest;
        foreach (var (until, span) in Spans)
        {
            if (age >= until)
                continue;
            seconds = span;
            break;
        }

        return (Floor(now, seconds), seconds);
    }

    internal static DateTime Floor(DateTime at, int seconds) => at.AddTicks(-(at.Ticks % (seconds * TimeSpan.TicksPerSecond)));
}
