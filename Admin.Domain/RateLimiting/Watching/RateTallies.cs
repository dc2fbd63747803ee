using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting.Watching;

/// <summary>Counts this node's decisions between two samples. Bounded: whatever has no room is counted under <see cref="RateConsumer.Others"/>.</summary>
public sealed class RateTallies(TimeProvider time)
{
    private const int MaxTallies = 2000;
    private const int MaxBlocks = 500;

    private readonly Lock _lock = new();
    private Dictionary<TallyKey, (long Admitted, long Refused)> _tallies = [];
    private Dictionary<BlockKey, RateBlock> _blocks = [];

    /// <summary>What was counted since the last call; null when nothing was.</summary>
    public RateSample? Take()
    {
        lock (_lock)
        {
            if (_tallies.Count == 0 && _blocks.Count == 0)
                return null;
            var sample = new RateSample(
                Now,
                [.. _tallies.Select(t => new RateTally(t.Key.Organization, t.Key.Policy, t.Key.Consumer, t.Value.Admitted, t.Value.Refused))],
                [.. _blocks.Values]);
            (_tallies, _blocks) = ([], []);
            return sample;
        }
    }

    internal void Count(RateRequest request, RateDecision decision, IReadOnlyList<Planned> charges)
    {
        var organization = request.Organization ?? OrganizationId.Platform;
        var consumer = RateConsumer.Of(request);
        lock (_lock)
        {
            // The engine asks many times a second for what it waits for: those are no refusals.
            var refused = request.Waits ? 0 : request.Cost;
            Add(new TallyKey(organization, "", consumer), decision.Allowed ? request.Cost : 0, decision.Allowed ? 0 : refused);
            for (var i = 0; i < charges.Count; i++)
            {
                var verdict = decision.Policies[i];
                if (!verdict.Allowed)
                    Add(new TallyKey(organization, verdict.Policy, consumer), 0, refused);
                else if (decision.Allowed)
                    Add(new TallyKey(organization, verdict.Policy, consumer), request.Cost, 0);
                if (!verdict.Allowed && !verdict.Shadow)
                    Block(organization, consumer, charges[i], verdict);
            }
        }
    }

    private void Add(TallyKey key, long admitted, long refused)
    {
        if (_tallies.Count >= MaxTallies && !_tallies.ContainsKey(key))
            key = key with { Consumer = RateConsumer.Others };
        if (admitted + refused == 0)
            return;
        var known = _tallies.GetValueOrDefault(key);
        _tallies[key] = (known.Admitted + admitted, known.Refused + refused);
    }

    private void Block(OrganizationId organization, string consumer, Planned planned, RateVerdict verdict)
    {
        var key = new BlockKey(organization, planned.Charge.Key);
        if (_blocks.Count < MaxBlocks || _blocks.ContainsKey(key))
            _blocks[key] = new RateBlock(organization, verdict.Policy, RateKey.CounterOf(planned.Charge.Key, verdict.Policy), consumer, Now + verdict.RetryIn);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private readonly record struct TallyKey(OrganizationId Organization, string Policy, string Consumer);

    private readonly record struct BlockKey(OrganizationId Organization, string Key);
}
