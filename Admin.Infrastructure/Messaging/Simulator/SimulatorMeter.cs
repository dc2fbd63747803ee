using System.Collections.Concurrent;
using System.Globalization;
using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Counts since the start.</summary>
internal sealed class SimulatorMeter
{
    private readonly ConcurrentDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, long> _refused = new();
    private long _accepted;
    private long _delivered;
    private long _posts;
    private long _postsRefused;
    private long _dropped;

    public void Accept() => Interlocked.Increment(ref _accepted);

    public void Refuse(int code) => _refused.AddOrUpdate(code, 1, (_, count) => count + 1);

    public void Meet(string fault) => _faults.AddOrUpdate(fault, 1, (_, count) => count + 1);

    public void Deliver(int updates)
    {
        Interlocked.Increment(ref _posts);
        Interlocked.Add(ref _delivered, updates);
    }

    public void RefusePost() => Interlocked.Increment(ref _postsRefused);

    public void Drop(int updates) => Interlocked.Add(ref _dropped, updates);

    public SimulatorFigures Figures(int waiting, int parked) => new(
        Interlocked.Read(ref _accepted),
        _faults.ToDictionary(StringComparer.Ordinal),
        _refused.ToDictionary(r => r.Key.ToString(CultureInfo.InvariantCulture), r => r.Value, StringComparer.Ordinal),
        waiting,
        parked,
        Interlocked.Read(ref _delivered),
        Interlocked.Read(ref _posts),
        Interlocked.Read(ref _postsRefused),
        Interlocked.Read(ref _dropped));
}
