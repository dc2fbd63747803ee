namespace Admin.Domain.RateLimiting.Watching;

/// <summary>What is remembered of one organization, or of all together. Bounded in every part; not thread-safe.</summary>
internal sealed class RateScope
{
    private const int MaxConsumers = 200;
    private const int MaxPolicies = 60;
    private const int MaxRefusals = 50;
    private const int MaxBlocks = 200;
    private const int Minutes = RateHistory.Seconds / 60;
    private const int TopConsumers = 20;

    private readonly RateSeries _all = new(RateHistory.Seconds);
    private readonly Dictionary<string, RateSeries> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Dictionary<string, (long Admitted, long Refused)>> _consumers = [];
    private readonly LinkedList<RateRefusal> _refusals = new();
    private readonly Dictionary<(string, string, string), RateBlock> _blocks = [];

    public DateTime LastAt { get; private set; }

    /// <param name="consumer">As this scope sees it.</param>
    public void Add(DateTime at, RateTally tally, string consumer)
    {
        LastAt = at;
        var second = Second(at);
        if (tally.Policy.Length == 0)
        {
            _all.Add(second, tally.Admitted, tally.Refused);
            AddConsumer(second / 60, consumer, tally);
            return;
        }

        if (!_policies.TryGetValue(tally.Policy, out var policy) && _policies.Count < MaxPolicies)
            _policies.Add(tally.Policy, policy = new RateSeries(60));
        policy?.Add(second, tally.Admitted, tally.Refused);
        if (tally.Refused > 0)
            _refusals.AddFirst(new RateRefusal(at, tally.Organization, tally.Policy, consumer, tally.Refused));
        while (_refusals.Count > MaxRefusals)
            _refusals.RemoveLast();
    }

    public void Add(RateBlock block, string consumer)
    {
        var key = (block.Organization.ToString(), block.Policy, block.Counter);
        if (_blocks.Count < MaxBlocks || _blocks.ContainsKey(key))
            _blocks[key] = block with { Consumer = consumer };
    }

    public void Release(Func<RateBlock, bool> released)
    {
        foreach (var (key, _) in _blocks.Where(b => released(b.Value)).ToList())
            _blocks.Remove(key);
    }

    public RateActivity Read(DateTime now)
    {
        // The running second is not over: it would look like a fall in every picture.
        var until = Second(now) - 1;
        var (admitted, refused) = _all.Read(until, RateHistory.Seconds);
        Release(b => b.Until <= now);
        return new RateActivity(now, admitted, refused, [.. Policies(until)], TopOf(until / 60), [.. _refusals], [.. _blocks.Values.OrderByDescending(b => b.Until)]);
    }

    private IEnumerable<RatePolicyActivity> Policies(long until)
    {
        foreach (var (policy, series) in _policies.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var (admitted, refused) = series.Read(until, 60);
            yield return new RatePolicyActivity(policy, admitted.Sum(), refused.Sum());
        }
    }

    private List<RateConsumerActivity> TopOf(long minute) =>
        [.. _consumers.Where(m => m.Key > minute - Minutes).SelectMany(m => m.Value)
            .GroupBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new RateConsumerActivity(c.Key, c.Sum(x => x.Value.Admitted), c.Sum(x => x.Value.Refused)))
            .OrderByDescending(c => c.Admitted + c.Refused).ThenBy(c => c.Consumer, StringComparer.Ordinal)
            .Take(TopConsumers)];

    private void AddConsumer(long minute, string consumer, RateTally tally)
    {
        if (!_consumers.TryGetValue(minute, out var known))
        {
            _consumers.Add(minute, known = new(StringComparer.Ordinal));
            foreach (var old in _consumers.Keys.Where(m => m <= minute - Minutes).ToList())
                _consumers.Remove(old);
        }

        if (known.Count >= MaxConsumers && !known.ContainsKey(consumer))
            consumer = RateConsumer.Others;
        var before = known.GetValueOrDefault(consumer);
        known[consumer] = (before.Admitted + tally.Admitted, before.Refused + tally.Refused);
    }

    private static long Second(DateTime at) => at.Ticks / TimeSpan.TicksPerSecond;
}
