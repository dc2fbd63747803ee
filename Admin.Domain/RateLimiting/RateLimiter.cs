using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.RateLimiting;

/// <summary>
/// The one that decides for everybody: HTTP, circuits, jobs, the engine, and other services over REST.
/// All policies of a request are decided together; nothing is consumed unless all admit.
/// </summary>
public sealed class RateLimiter : IDisposable
{
    /// <summary>Topic of the note that makes every node forget which counters were full, and what it counted of the counter that is its subject, or of the organization.</summary>
    public const string ForgetTopic = "rate-limits-forget";

    private readonly RatePolicies _policies;
    private readonly RateOverrides _overrides;
    private readonly IRateLimitStore _store;
    private readonly RateBreaker _breaker;
    private readonly RateMeter _meter;
    private readonly RateTallies _tallies;
    private readonly ILogger<RateLimiter> _log;
    private readonly LocalRateLimiter _local;
    private readonly DeniedKeys _denied;
    private readonly ILiveChannel _channel;
    private readonly IDisposable _notes;
    private readonly IDisposable _reloads;

    public RateLimiter(
        RatePolicies policies,
        RateOverrides overrides,
        IRateLimitStore store,
        RateBreaker breaker,
        RateMeter meter,
        RateTallies tallies,
        ILiveChannel channel,
        IOptions<RateLimitOptions> options,
        TimeProvider time,
        ILogger<RateLimiter> log)
    {
        (_policies, _overrides, _store, _breaker, _meter, _tallies, _log) = (policies, overrides, store, breaker, meter, tallies, log);
        _local = new LocalRateLimiter(options.Value.LocalCountersPerPolicy, time);
        _denied = new DeniedKeys(time);
        _channel = channel;
        _notes = channel.Subscribe(OnNote);
        _reloads = policies.Reloaded.Add(_ => channel.Publish(new LiveNote(ForgetTopic, OrganizationId.Platform)));
    }

    /// <summary>Redis is away and this node decides alone.</summary>
    public bool IsDegraded => _breaker.IsOpen;

    /// <summary>Decides, and consumes when it admits.</summary>
    /// <exception cref="ArgumentException">An unknown policy, a part that a policy counts by but the request lacks, or an impossible cost.</exception>
    public async Task<RateDecision> DecideAsync(RateRequest request, CancellationToken ct)
    {
        var charges = await ChargesAsync(request, request.Cost, ct);
        if (charges.FirstOrDefault(c => c.Charge.Rule.Algorithm == RateAlgorithm.Concurrency) is { } lease)
            throw new ArgumentException($"{lease.Policy.Name} is taken with {nameof(LeaseAsync)} and given back.", nameof(request));
        return await DecideAsync(request, charges, ct);
    }

    /// <summary>Decides like <see cref="DecideAsync(RateRequest, CancellationToken)"/> and takes a lease of each policy that limits how many run at the same time.</summary>
    public async Task<RateLease> LeaseAsync(RateRequest request, CancellationToken ct)
    {
        var name = Guid.CreateVersion7().ToString("N");
        IReadOnlyList<Planned> charges = [.. (await ChargesAsync(request, request.Cost, ct)).Select(c => c with { Charge = c.Charge with { Lease = name } })];
        var decision = await DecideAsync(request, charges, ct);
        var leased = charges.Where(c => c.Charge.Rule.Algorithm == RateAlgorithm.Concurrency).ToList();
        var running = decision.Allowed ? _meter.Start(leased.Select(c => c.Policy.Name)) : null;
        return new RateLease(decision, name, async () =>
        {
            running?.Dispose();
            foreach (var taken in leased)
                await GiveBackAsync(taken.Policy.Name, taken.Charge.Key, name);
        });
    }

    /// <summary>Gives back a lease that was taken elsewhere; nothing happens when it has ended.</summary>
    public async Task GiveBackAsync(RateRequest request, string lease, CancellationToken ct)
    {
        foreach (var planned in await ChargesAsync(request, 0, ct))
            await GiveBackAsync(planned.Policy.Name, planned.Charge.Key, lease);
    }

    /// <summary>Empties a counter, here and on every node, so that it admits again.</summary>
    /// <exception cref="RateStoreUnavailableException">Redis is away; nothing was released.</exception>
    internal async Task ReleaseAsync(OrganizationId organization, string policy, string counter, CancellationToken ct)
    {
        var key = RateKey.KeyOf(RateRequest.TagOf(organization), policy, counter);
        await _store.ForgetAsync(key, ct);
        _channel.Publish(new LiveNote(ForgetTopic, organization, key));
    }

    /// <summary>
    /// The refusal that this node knows of without asking Redis: remembered, or because what it admitted itself fills the limit.
    /// Null when Redis must be asked. For callers that would have to do something costly first, such as read a body.
    /// </summary>
    public async Task<RateDecision?> FindRefusalAsync(RateRequest request, CancellationToken ct)
    {
        var charges = await ChargesAsync(request, request.Cost, ct);
        if ((Remembered(charges) ?? FullHere(charges)) is not var (decision, decided))
            return null;
        Count(request, decision, decided);
        return decision;
    }

    /// <summary>How the counters of a request stand, without taking from them.</summary>
    public async Task<RateDecision> PeekAsync(RateRequest request, CancellationToken ct) =>
        await AskAsync(await ChargesAsync(request, 0, ct), ct);

    /// <summary>For domain services: takes one from the actor's budget, or answers the error to give back.</summary>
    public async Task<Result> RequireAsync(Actor actor, string policy, CancellationToken ct) =>
        RateErrors.Of(await DecideAsync(RateRequest.For(actor, policy), ct)) is { } refused ? refused : Result.Ok;

    /// <summary>The highest cost that the request can ever be admitted with, and the policy that rules it.</summary>
    public async Task<(long Cost, string Policy)> MostAsync(RateRequest request, CancellationToken ct)
    {
        var narrowest = (await ChargesAsync(request, 0, ct)).MinBy(c => c.Policy.Rule.MaxCost)!;
        return (narrowest.Policy.Rule.MaxCost, narrowest.Policy.Name);
    }

    /// <summary>A policy as it stands for an organization.</summary>
    public Task<RatePolicy> PolicyOfAsync(OrganizationId organization, string name, CancellationToken ct) =>
        _overrides.ApplyAsync(organization, _policies.Get(name), ct);

    public void Dispose()
    {
        _notes.Dispose();
        _reloads.Dispose();
    }

    private async Task<RateDecision> DecideAsync(RateRequest request, IReadOnlyList<Planned> charges, CancellationToken ct)
    {
        var (decision, decided) = Remembered(charges) is { } remembered ? remembered : (await AskAsync(charges, ct), charges);
        Count(request, decision, decided);
        return decision;
    }

    private void Count(RateRequest request, RateDecision decision, IReadOnlyList<Planned> decided)
    {
        _meter.Count(decision);
        _tallies.Count(request, decision, decided);
    }

    private async Task GiveBackAsync(string policy, string key, string lease)
    {
        _local.GiveBack(policy, key, lease);
        try
        {
            await _store.GiveBackAsync(key, lease, CancellationToken.None);
        }
        catch (RateStoreUnavailableException e)
        {
            // It ends by itself with the policy's window.
            _log.LogWarning("A lease of {Policy} could not be given back: {Fault}", policy, e.Message);
        }
    }

    private async Task<IReadOnlyList<Planned>> ChargesAsync(RateRequest request, long cost, CancellationToken ct)
    {
        var charges = new List<Planned>();
        foreach (var name in request.Policies)
        {
            var policy = _policies.Get(name);
            if (request.Own.TryGetValue(name, out var own))
                policy = policy.With(own.Limit, own.Window);
            if (request.Organization is { } organization)
                policy = await _overrides.ApplyAsync(organization, policy, ct);
            if (cost < 0 || cost > policy.Rule.MaxCost || (cost == 0 && request.Cost < 1))
                throw new ArgumentOutOfRangeException(nameof(request), $"A cost of {request.Cost} is never admitted by {name}.");
            charges.AddRange(policy.Key.Resolve(name, request).Select(key => new Planned(policy, new RateCharge(key, policy.Rule, cost, policy.Shadow))));
        }

        return charges;
    }

    private (RateDecision Decision, IReadOnlyList<Planned> Decided)? Remembered(IReadOnlyList<Planned> charges)
    {
        foreach (var planned in charges.Where(c => !c.Charge.Shadow))
        {
            if (_denied.Find(planned.Charge) is { } reading)
                return (Decision([planned], [reading], degraded: false), [planned]);
        }

        return null;
    }

    private (RateDecision Decision, IReadOnlyList<Planned> Decided)? FullHere(IReadOnlyList<Planned> charges)
    {
        foreach (var planned in charges.Where(c => !c.Charge.Shadow))
        {
            if (_local.Find(planned.Policy.Name, planned.Charge) is { Fits: false } reading)
                return (Decision([planned], [reading], degraded: false), [planned]);
        }

        return null;
    }

    private async Task<RateDecision> AskAsync(IReadOnlyList<Planned> charges, CancellationToken ct)
    {
        if (!_breaker.TryEnter())
            return DecideAlone(charges);
        IReadOnlyList<RateReading> readings;
        try
        {
            readings = await _store.DecideAsync([.. charges.Select(c => c.Charge)], ct);
        }
        catch (RateStoreUnavailableException e)
        {
            if (_breaker.Failed())
                _log.LogWarning(e, "Redis does not answer; rate limits are decided on this node alone");
            return DecideAlone(charges);
        }

        if (_breaker.Succeeded())
            _log.LogInformation("Redis answers again; rate limits are shared again");
        Learn(charges, readings);
        return Decision(charges, readings, degraded: false);
    }

    private void Learn(IReadOnlyList<Planned> charges, IReadOnlyList<RateReading> readings)
    {
        for (var i = 0; i < charges.Count; i++)
        {
            // A lease may be given back at any moment.
            if (!readings[i].Fits && !charges[i].Charge.Shadow && charges[i].Charge.Rule.Algorithm != RateAlgorithm.Concurrency)
                _denied.Remember(charges[i].Charge, readings[i]);
        }

        // What was admitted is counted here as well, so that this node starts warm when Redis goes.
        if (charges.Where((c, i) => !readings[i].Fits && !c.Charge.Shadow).Any())
            return;
        foreach (var planned in charges.Where(c => c.Charge.Cost > 0))
            _local.Decide([(planned.Policy.Name, planned.Charge)]);
    }

    private RateDecision DecideAlone(IReadOnlyList<Planned> charges)
    {
        var local = charges.Select(c => (c.Policy.Name, c.Charge with { Rule = RateFallbacks.Rule(c.Policy) })).ToList();
        var readings = charges.Any(c => c.Policy.OnRedisDown == RateFallback.Wait && c.Charge.Cost > 0)
            ? [.. charges.Select(RateFallbacks.Waiting)]
            : _local.Decide(local);
        return Decision(charges, readings, degraded: true);
    }

    private static RateDecision Decision(IReadOnlyList<Planned> charges, IReadOnlyList<RateReading> readings, bool degraded)
    {
        var verdicts = charges.Select((c, i) => new RateVerdict(
            c.Policy.Name,
            readings[i].Fits,
            c.Charge.Shadow,
            c.Policy.Limit,
            c.Policy.Window,
            Math.Min(readings[i].Remaining, c.Policy.Limit),
            TimeSpan.FromMilliseconds(readings[i].ResetMs),
            TimeSpan.FromMilliseconds(readings[i].RetryMs))).ToList();
        var refused = verdicts.Where(v => !v.Allowed && !v.Shadow).MaxBy(v => v.RetryIn);
        return new RateDecision(refused is null, verdicts, refused, refused?.RetryIn ?? TimeSpan.Zero, degraded);
    }

    private void OnNote(LiveNote note)
    {
        if (note.Topic != ForgetTopic)
            return;
        _overrides.Forget(note.Organization);
        _denied.Clear();
        _local.Forget(note.Subject ?? RateKey.PrefixOf(RateRequest.TagOf(note.Organization)));
    }
}

/// <summary>A charge with the policy (overrides applied) that it comes from.</summary>
internal sealed record Planned(RatePolicy Policy, RateCharge Charge);
