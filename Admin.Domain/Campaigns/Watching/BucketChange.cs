namespace Admin.Domain.Campaigns.Watching;

/// <summary>What one commit of the ledger adds to the bucket of its moment.</summary>
/// <param name="At">Where the bucket begins (UTC).</param>
/// <param name="Seconds">How long it is.</param>
public sealed record BucketChange(DateTime At, int Seconds, int Accepted, int Delivered, int Read, int Failed)
{
    /// <summary>Null when the difference moves nothing that a bucket counts, or the campaign has not started.</summary>
    public static BucketChange? Of(DateTime? startedAt, DateTime now, RecipientCounts difference)
    {
        if (startedAt is not { } start)
            return null;
        var delivered = difference.Delivered + difference.Read;
        var accepted = difference.Sent + delivered;
        var failed = Math.Max(0, difference.Failed);
        if (accepted == 0 && delivered == 0 && difference.Read == 0 && failed == 0)
            return null;
        var (at, seconds) = BucketSpan.Of(start, now);
        return new BucketChange(at, seconds, accepted, delivered, difference.Read, failed);
    }
}
