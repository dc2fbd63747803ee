using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting.Watching;

/// <summary>
/// The last five minutes of every node's decisions, kept on each node from the samples that all send to all. So a dashboard costs
/// Redis nothing, however many are open; a node that has just started sees what came since.
/// </summary>
public sealed class RateHistory : IDisposable
{
    /// <summary>How far the series reach back.</summary>
    public const int Seconds = 300;

    private const int MaxScopes = 1000;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IDisposable _samples;
    private readonly Dictionary<OrganizationId, RateScope> _organizations = [];
    private readonly RateScope _platform = new();

    public RateHistory(IRateSampleChannel channel, TimeProvider time)
    {
        _time = time;
        _samples = channel.Subscribe(Add);
    }

    public RateActivity Read(OrganizationId organization)
    {
        lock (_lock)
            return (_organizations.GetValueOrDefault(organization) ?? new RateScope()).Read(Now);
    }

    /// <summary>Of all organizations and of callers without one; consumers are organizations and addresses.</summary>
    public RateActivity ReadAll()
    {
        lock (_lock)
            return _platform.Read(Now);
    }

    public void Dispose() => _samples.Dispose();

    /// <summary>A counter was released: nobody is limited by it any more.</summary>
    internal void Release(OrganizationId organization, string policy, string counter)
    {
        lock (_lock)
        {
            bool Is(RateBlock block) => block.Organization == organization && block.Policy == policy && block.Counter == counter;
            _platform.Release(Is);
            _organizations.GetValueOrDefault(organization)?.Release(Is);
        }
    }

    private void Add(RateSample sample)
    {
        lock (_lock)
        {
            foreach (var tally in sample.Tallies)
            {
                Scope(tally.Organization).Add(sample.At, tally, tally.Consumer);
                _platform.Add(sample.At, tally, OnPlatform(tally.Organization, tally.Consumer));
            }

            foreach (var block in sample.Blocks)
            {
                Scope(block.Organization).Add(block, block.Consumer);
                _platform.Add(block, OnPlatform(block.Organization, block.Consumer));
            }
        }
    }

    private RateScope Scope(OrganizationId organization)
    {
        if (_organizations.TryGetValue(organization, out var scope))
            return scope;
        if (_organizations.Count >= MaxScopes)
            _organizations.Remove(_organizations.MinBy(s => s.Value.LastAt).Key);
        _organizations.Add(organization, scope = new RateScope());
        return scope;
    }

    private static string OnPlatform(OrganizationId organization, string consumer) =>
        organization == OrganizationId.Platform ? consumer : $"organization:{organization.Value:D}";

    private DateTime Now => _time.GetUtcNow().UtcDateTime;
}
