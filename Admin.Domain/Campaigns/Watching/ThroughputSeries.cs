namespace Admin.Domain.Campaigns.Watching;

/// <summary>The run of a campaign in steps of equal length, gaps filled with nothing.</summary>
/// <param name="Start">Where the first step begins (UTC).</param>
/// <param name="StepSeconds">How long each is.</param>
public sealed record ThroughputSeries(DateTime Start, int StepSeconds, IReadOnlyList<ThroughputPoint> Points)
{
    /// <summary>As many steps as a chart can show and a circuit should hold.</summary>
    public const int MostPoints = 90;

    private static readonly int[] Steps = [10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400];

    public static ThroughputSeries None { get; } = new(default, Steps[0], []);

    /// <param name="buckets">In any order.</param>
    /// <param name="end">Where the run ends, or has come to.</param>
    public static ThroughputSeries Of(IReadOnlyList<BucketChange> buckets, DateTime? startedAt, DateTime end)
    {
        if (startedAt is not { } started)
            return None;
        var longest = buckets.Count == 0 ? Steps[0] : buckets.Max(b => b.Seconds);
        var span = end > started ? end - started : TimeSpan.Zero;
        // The first step is cut by the start, so one more than the span holds.
        var step = Array.Find(Steps, s => s >= longest && span.TotalSeconds / s < MostPoints - 1);
        if (step == 0)
            step = Steps[^1];
        var start = BucketSpan.Floor(started, step);
        var points = new ThroughputPoint[Math.Clamp((int)((end - start).TotalSeconds / step) + 1, 1, MostPoints)];
        Array.Fill(points, ThroughputPoint.None);
        foreach (var bucket in buckets)
        {
            var index = (int)((bucket.At - start).TotalSeconds / step);
            if (index >= 0 && index < points.Length)
                points[index] = points[index].Plus(bucket);
        }

        return new ThroughputSeries(start, step, points);
    }
}

/// <summary>One step of a run.</summary>
public sealed record ThroughputPoint(int Accepted, int Delivered, int Read, int Failed)
{
    public static ThroughputPoint None { get; } = new(0, 0, 0, 0);

    internal ThroughputPoint Plus(BucketChange bucket) =>
        new(Accepted + bucket.Accepted, Delivered + bucket.Delivered, Read + bucket.Read, Failed + bucket.Failed);
}
