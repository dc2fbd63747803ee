using Admin.Domain.Common;
using Admin.Domain.RateLimiting.Watching;

namespace Admin.Tests.Domain.RateLimiting;

/// <summary>Samples of one node, without a network.</summary>
internal sealed class OneNodeSamples : IRateSampleChannel
{
    private readonly Listeners<RateSample> _listeners = new();

    public void Publish(RateSample sample) => _listeners.Tell(sample);

    public IDisposable Subscribe(Action<RateSample> handler) => _listeners.Add(handler);
}
