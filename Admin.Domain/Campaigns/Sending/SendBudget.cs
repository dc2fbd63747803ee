using System.Collections.Concurrent;
using Admin.Domain.Messaging;
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

    /// <summary>Lets a number rest, at whichever speed it sends.</summary>
    public void Hold(NumberId number, TimeSpan rest)
    {
        foreach (var (key, pace) in _paces)
        {
            if (key.Number == number)
                pace.Hold(rest);
        }
    }

    /// <summary>Takes up to <paramref name="wanted"/>; says who rules when it is fewer.</summary>
    internal async Task<SendGrant> TakeAsync(Campaign campaign, Number number, int wanted, CancellationToken ct)
    {
        var pace = PaceOf(number);
        if (wanted == 0)
            return new SendGrant(0, null);
        var paced = pace.Take(wanted);
        if (paced == 0)
            return new SendGrant(0, pace.IsHeld ? LimitedBy.WhatsApp : LimitedBy.Number);
        var (granted, policy) = await SharedAsync(Request(campaign, number), paced, ct);
        pace.Return(paced - granted);
        return new SendGrant(granted, granted < paced ? policy : granted < wanted ? LimitedBy.Number : null);
    }

    private async Task<(int Granted, string? By)> SharedAsync(RateRequest request, int paced, CancellationToken ct)
    {
        // More at once than the whole of a limit is never admitted, however long it waits.
        var (most, narrowest) = await limiter.MostAsync(request, ct);
        var wanted = (int)Math.Min(paced, most);
        var decision = await limiter.DecideAsync(request with { Cost = wanted }, ct);
        if (decision.Allowed)
            return (wanted, wanted < paced ? ByOf(narrowest) : null);
        // All or nothing: what is left of the budget that refused can still be taken.
        var left = (int)Math.Min(decision.Policies.Where(p => !p.Shadow).Min(p => p.Remaining), wanted - 1);
        var by = decision.Degraded ? LimitedBy.Redis : ByOf(decision.Refused!.Policy);
        if (left <= 0)
            return (0, by);
        decision = await limiter.DecideAsync(request with { Cost = left }, ct);
        return (decision.Allowed ? left : 0, by);
    }

    // The number's own speed and the campaign's, whatever the policies say for all others.
    private static RateRequest Request(Campaign campaign, Number number)
    {
        string[] policies = campaign.MessagesPerMinute is null
            ? [RatePolicyNames.WhatsAppSend, RatePolicyNames.WhatsAppNumber]
            : [RatePolicyNames.WhatsAppSend, RatePolicyNames.WhatsAppNumber, RatePolicyNames.CampaignSend];
        var own = new Dictionary<string, RateOwnLimit>(StringComparer.Ordinal)
        {
            [RatePolicyNames.WhatsAppNumber] = new(Math.Max(1, number.MessagesPerSecond), TimeSpan.FromSeconds(1)),
        };
        if (campaign.MessagesPerMinute is { } perMinute)
            own[RatePolicyNames.CampaignSend] = new(perMinute, TimeSpan.FromMinutes(1));
        return RateRequest.For(campaign.OrganizationId, policies) with { Number = number.Id, Campaign = campaign.Id.Value, Own = own, Waits = true };
    }

    private static string ByOf(string policy) => policy switch
    {
        RatePolicyNames.WhatsAppNumber => LimitedBy.Number,
        RatePolicyNames.CampaignSend => LimitedBy.Campaign,
        _ => LimitedBy.Organization,
    };
}

/// <param name="By">Who rules when not everything was granted: one of <see cref="LimitedBy"/>.</param>
internal sealed record SendGrant(int Count, string? By);

/// <summary>Which budget rules a campaign's speed now.</summary>
public static class LimitedBy
{
    public const string Number = "number";
    public const string Organization = "whatsapp_send";

    /// <summary>The campaign's own speed.</summary>
    public const string Campaign = "campaign";

    /// <summary>As many different people as the portfolio may write to in 24 hours were written to.</summary>
    public const string Portfolio = "portfolio";

    /// <summary>Redis is away, and this node alone allows itself only its share, or nothing.</summary>
    public const string Redis = "redis";

    /// <summary>WhatsApp asked to wait, or cannot be reached.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>The campaign writes to nobody at this hour where they live.</summary>
    public const string Hours = "hours";

    /// <summary>As many messages as the campaign may send on one day were sent.</summary>
    public const string DailyCap = "daily_cap";

    /// <summary>Calls take so long that as many as allowed are on their way.</summary>
    public const string Concurrency = "concurrency";
}
