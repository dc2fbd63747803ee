using System.Runtime.InteropServices;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// One message per 6 seconds from one number to one person. Up to 45 may go out within 6 seconds, but on credit: nothing more
/// until as much time has passed as they would have taken.
/// </summary>
internal sealed class PairLimit
{
    private const long Pace = 6000;
    private const int Burst = 45;
    private const int SweepAt = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Number, string Person), Pair> _pairs = [];
    private int _sweepAt = SweepAt;

    /// <param name="now">Unix milliseconds.</param>
    public bool TryTake(string number, string person, long now)
    {
        lock (_lock)
        {
            if (_pairs.Count >= _sweepAt)
                Sweep(now);
            var pair = _pairs.GetValueOrDefault((number, person));
            if (now >= pair.FreeAt)
                pair = new Pair(now + Pace, now, 1);
            else if (now < pair.BurstAt + Pace && pair.Count < Burst)
                pair = new Pair(pair.FreeAt + Pace, pair.BurstAt, pair.Count + 1);
            else
                return false;
            _pairs[(number, person)] = pair;
            return true;
        }
    }

    // A pair that is free again is the same as one never seen.
    private void Sweep(long now)
    {
        foreach (var (key, pair) in _pairs)
        {
            if (now >= pair.FreeAt)
                _pairs.Remove(key);
        }

        _sweepAt = Math.Max(SweepAt, _pairs.Count * 2);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Pair(long FreeAt, long BurstAt, int Count);
}
