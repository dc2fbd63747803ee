namespace Admin.Domain.RateLimiting.Watching;

/// <summary>Sends what this node has decided to every node. One per node, called once a second.</summary>
public sealed class RateSampler(RateTallies tallies, IRateSampleChannel channel)
{
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(1);

    public void Send()
    {
        if (tallies.Take() is { } sample)
            channel.Publish(sample);
    }
}
