namespace Admin.Domain.RateLimiting.Watching;

/// <summary>Carries the samples of every node to every node, this one included. Samples may be lost while Redis is away.</summary>
public interface IRateSampleChannel
{
    /// <summary>Never throws and never waits for a network that is away.</summary>
    void Publish(RateSample sample);

    /// <summary>Calls the handler for each sample until disposed. The handler must be quick and must not throw.</summary>
    IDisposable Subscribe(Action<RateSample> handler);
}
