using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// Holds stored webhooks back that are beyond <c>webhook_receive</c> of the organization of their number. Each counts once, when it is
/// let through; those of one organization keep their order, and no organization waits for another. One per node, used by its merger alone.
/// </summary>
public sealed class WebhookPace(IAdminDb adminDb, WebhookOwners owners, RateLimiter limiter)
{
    private const int ReadAtOnce = 200;

    private static readonly TenantScope Scope = TenantScope.All("webhooks arrive for every organization's numbers");

    private readonly Dictionary<OrganizationId, WebhookLine> _lines = [];
    private bool _recovered;

    /// <summary>Some wait, as far as this node knows.</summary>
    public bool IsHolding => _lines.Count > 0;

    /// <summary>Nothing waits any more: what is over the limit is found out anew.</summary>
    internal void Forget() => _lines.Clear();

    /// <summary>Decides about what is due, in the order of storing; answers those that wait, with the time to try them again.</summary>
    internal async Task<IReadOnlyDictionary<WebhookEvent, DateTime>> HoldAsync(IReadOnlyList<(WebhookEvent Event, WebhookContent Content)> due, DateTime now, CancellationToken ct)
    {
        await RecoverAsync(now, ct);
        var held = new Dictionary<WebhookEvent, DateTime>();
        // What was parked has been let through before.
        var fresh = due.Where(d => d.Event.State == WebhookEventState.Received).ToList();
        if (fresh.Count == 0)
            return held;
        var owned = await owners.OfAsync(fresh.Select(d => (d.Event.App, d.Content.Numbers.AsEnumerable())), ct);
        var byOrganization = fresh
            .SelectMany(d => owned.Of(d.Event.App, d.Content.Numbers).Select(o => (Organization: o, d.Event)))
            .GroupBy(x => x.Organization, x => x.Event);
        foreach (var ofOne in byOrganization)
            await HoldAsync(ofOne.Key, [.. ofOne], held, now, ct);
        foreach (var (organization, line) in _lines.Where(l => l.Value.Tail <= now).ToList())
            _lines.Remove(organization);
        return held;
    }

    private async Task HoldAsync(OrganizationId organization, IReadOnlyList<WebhookEvent> events, Dictionary<WebhookEvent, DateTime> held, DateTime now, CancellationToken ct)
    {
        var line = _lines.GetValueOrDefault(organization);
        var behind = line is null ? [] : events.Where(e => line.IsBehind(e, now)).ToHashSet();
        var asking = events.Where(e => !behind.Contains(e)).ToList();
        var (granted, wait) = line?.Until > now ? (0, line.Until - now) : await TakeAsync(organization, asking.Count, ct);
        if (granted < asking.Count && line is null)
            _lines.Add(organization, line = new WebhookLine());
        foreach (var one in asking.Skip(granted))
            Hold(held, one, line!.Refuse(one, now + wait));
        if (behind.Count == 0)
            return;
        var policy = await limiter.PolicyOfAsync(organization, RatePolicyNames.WebhookReceive, ct);
        foreach (var one in events.Where(behind.Contains))
            Hold(held, one, line!.Append(one, policy.Window / policy.Limit));
    }

    // As many as the budget has, up to so many; and how long until it has one more.
    private async Task<(int Granted, TimeSpan Wait)> TakeAsync(OrganizationId organization, int wanted, CancellationToken ct)
    {
        var request = RateRequest.For(organization, RatePolicyNames.WebhookReceive) with { Waits = true };
        var most = (await limiter.PolicyOfAsync(organization, RatePolicyNames.WebhookReceive, ct)).Rule.MaxCost;
        var granted = 0;
        while (granted < wanted)
        {
            var cost = Math.Min(wanted - granted, most);
            var decision = await limiter.DecideAsync(request with { Cost = cost }, ct);
            if (decision.Allowed)
                granted += (int)cost;
            else if (cost == 1)
                return (granted, decision.RetryAfter);
            else
                most = Math.Clamp(decision.Refused!.Remaining, 1, cost - 1);
        }

        return (granted, TimeSpan.Zero);
    }

    // A body for several organizations waits for the last of them.
    private static void Hold(Dictionary<WebhookEvent, DateTime> held, WebhookEvent one, DateTime until)
    {
        if (!held.TryGetValue(one, out var known) || known < until)
            held[one] = until;
    }

    // What waited when the process ended still stands before what comes now.
    private async Task RecoverAsync(DateTime now, CancellationToken ct)
    {
        if (_recovered)
            return;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        for (var last = 0L; ;)
        {
            var page = await db.Set<WebhookEvent>().AsNoTracking()
                .Where(e => e.State == WebhookEventState.Received && e.DueAt > now && e.Key > last)
                .OrderBy(e => e.Key).Take(ReadAtOnce).ToListAsync(ct);
            if (page.Count == 0)
                break;
            last = page[^1].Key;
            var owned = await owners.OfAsync(page.Select(e => (e.App, WebhookNumbers.Split(e.Numbers).AsEnumerable())), ct);
            foreach (var one in page)
            {
                foreach (var organization in owned.Of(one.App, WebhookNumbers.Split(one.Numbers)))
                {
                    if (!_lines.TryGetValue(organization, out var line))
                        _lines.Add(organization, line = new WebhookLine());
                    line.Recover(one.Key, one.DueAt);
                }
            }
        }

        _recovered = true;
    }
}
