using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The latest tries to deliver, so many of them.</summary>
internal sealed class DeliveryLog
{
    public const int Capacity = 500;

    private readonly Lock _lock = new();
    private readonly SimulatorDelivery?[] _ring = new SimulatorDelivery?[Capacity];
    private int _next;

    public void Add(SimulatorDelivery delivery)
    {
        lock (_lock)
        {
            _ring[_next] = delivery;
            _next = (_next + 1) % Capacity;
        }
    }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<SimulatorDelivery> Latest(int count)
    {
        lock (_lock)
        {
            return [.. Enumerable.Range(1, Math.Min(count, Capacity))
                .Select(back => _ring[(_next - back + Capacity) % Capacity])
                .OfType<SimulatorDelivery>()];
        }
    }
}
