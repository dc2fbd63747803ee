using Admin.Domain.RateLimiting.Watching;

namespace Admin.Tests.Domain.RateLimiting;

/// <summary>Samples of one node, without a network.</summary>
internal sealed class OneNodeSamples : IRateSampleChannel
{
    private Action<RateSample>? _handler;

    public void Publish(RateSample sample) => _handler?.Invoke(sample);

    public IDisposable Subscribe(Action<RateSample> handler)
    {
        _handler += handler;
        return new Removal(this, handler);
    }

    private sealed class Removal(OneNodeSamples owner, Action<RateSample> handler) : IDisposable
    {
        public void Dispose() => owner._handler -= handler;
    }
}
