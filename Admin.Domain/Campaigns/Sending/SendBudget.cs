using System.Collections.Concurrent;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// How many messages may go now: this node's even pace of the number, then the budgets that all nodes share.
/// Waiting here is never a failed try.
/// </summary>
public sealed class SendBudget(RateLimiter limiter, TimeProvider time)
{
    private readonly ConcurrentDictionary<(NumberId Number, int PerSecond), SendPace> _paces = new();

    public SendPace PaceOf(Number number) => _paces.GetOrAdd((number.Id, Math.Max(1, number.MessagesPerSecond)), key => new SendPace(key.PerSecond, time));

    /// <summary>Takes up to <paramref name="wanted"/>; says who rules when it is fewer.</summary>
    internal async Task<SendGrant> TakeAsync(Number number, int wanted, CancellationToken ct)
    {
        var pace = PaceOf(number);
        if (wanted == 0)
            return new SendGrant(0, null);
        var paced = pace.Take(wanted);
        if (paced == 0)
            return new SendGrant(0, pace.IsHeld ? LimitedBy.WhatsApp : LimitedBy.Number);
        var (granted, policy) = await SharedAsync(number.OrganizationId, number, paced, ct);
        pace.Return(paced - granted);
        return new SendGrant(granted, granted < paced ? policy : granted < wanted ? LimitedBy.Number : null);
    }

    private async Task<(int Granted, string? Policy)> SharedAsync(OrganizationId organization, Number number, int paced, CancellationToken ct)
    {
        // More at once than the whole of the organization's limit is never admitted, however long it waits.
        var most = (await limiter.PolicyOfAsync(organization, RatePolicyNames.WhatsAppSend, ct)).Rule.MaxCost;
        var wanted = (int)Math.Min(paced, most);
        var decision = await limiter.DecideAsync(Request(organization, number, wanted), ct);
        if (decision.Allowed)
            return (wanted, wanted < paced ? LimitedBy.Organization : null);
        // All or nothing: what is left of the budget that refused can still be taken.
        var left = (int)Math.Min(decision.Policies.Where(p => !p.Shadow).Min(p => p.Remaining), wanted - 1);
        var name = decision.Refused!.Policy == RatePolicyNames.WhatsAppNumber ? LimitedBy.Number : LimitedBy.Organization;
        if (left <= 0)
            return (0, name);
        decision = await limiter.DecideAsync(Request(organization, number, left), ct);
        return (decision.Allowed ? left : 0, name);
    }

    // A number with an upgraded throughput is paced by its own speed; the shared bucket is made for the standard one.
    private static RateRequest Request(OrganizationId organization, Number number, int cost)
    {
        var request = number.MessagesPerSecond > Number.StandardThroughput
            ? RateRequest.For(organization, RatePolicyNames.WhatsAppSend)
            : RateRequest.For(organization, RatePolicyNames.WhatsAppSend, RatePolicyNames.WhatsAppNumber);
        return request with { Number = number.Id, Cost = cost, Waits = true };
    }
}

/// <param name="By">Who rules when not everything was granted: one of <see cref="LimitedBy"/>.</param>
internal sealed record SendGrant(int Count, string? By);

/// <summary>Which budget rules a campaign's speed now.</summary>
public static class LimitedBy
{
    public const string Number = "number";
    public const string Organization = "whatsapp_send";

    /// <summary>WhatsApp asked to wait, or cannot be reached.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>Calls take so long that as many as allowed are on their way.</summary>
    public const string Concurrency = "concurrency";
}
