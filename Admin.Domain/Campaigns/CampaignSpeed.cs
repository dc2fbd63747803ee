using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;

namespace Admin.Domain.Campaigns;

/// <summary>How fast a campaign from its numbers can go, and which budget rules that.</summary>
public sealed class CampaignSpeed(RatePolicies policies, RateOverrides overrides)
{
    /// <summary>A campaign without a speed of its own.</summary>
    public async Task<SpeedLimit> OfAsync(Number number, CancellationToken ct) =>
        Ruling(null, new CampaignSenders([number]), await OrganizationAsync(number.OrganizationId, ct));

    internal async Task<SpeedLimit> OfAsync(Campaign campaign, CampaignSenders senders, CancellationToken ct) =>
        Ruling(campaign, senders, await OrganizationAsync(campaign.OrganizationId, ct));

    /// <param name="places">How many more people the portfolio may write to today; null without a limit.</param>
    internal async Task<CampaignForecast> ForecastAsync(Campaign campaign, CampaignSenders senders, int messages, int? places, CancellationToken ct)
    {
        var organization = await OrganizationAsync(campaign.OrganizationId, ct);
        var ruling = Ruling(campaign, senders, organization);
        return new CampaignForecast(messages, ruling.By, ruling.PerSecond, senders.PerSecond, organization.Limit, organization.Window.TotalSeconds)
        {
            OwnPerMinute = campaign.MessagesPerMinute,
            People = places is { } left && PeopleLimit.Of(senders.Narrowest.MessagingLimit) is { } aDay ? new PeopleForecast(aDay, left) : null,
        };
    }

    private Task<RatePolicy> OrganizationAsync(OrganizationId organization, CancellationToken ct) =>
        overrides.ApplyAsync(organization, policies.Get(RatePolicyNames.WhatsAppSend), ct);

    private static SpeedLimit Ruling(Campaign? campaign, CampaignSenders senders, RatePolicy organization)
    {
        var (ofNumber, ofOrganization) = (senders.PerSecond, organization.Limit / organization.Window.TotalSeconds);
        var ruling = ofOrganization < ofNumber ? new SpeedLimit(LimitedBy.Organization, ofOrganization) : new SpeedLimit(LimitedBy.Number, ofNumber);
        return ruling.OrOwn(campaign?.MessagesPerMinute);
    }
}

/// <summary>The ruling budget.</summary>
public sealed record SpeedLimit(string By, double PerSecond)
{
    private const double SecondsPerMinute = 60;

    /// <summary>This one, or the campaign's own when that is slower.</summary>
    public SpeedLimit OrOwn(int? messagesPerMinute) =>
        messagesPerMinute is { } own and > 0 && own / SecondsPerMinute < PerSecond ? new SpeedLimit(Sending.LimitedBy.Campaign, own / SecondsPerMinute) : this;

    public TimeSpan DurationOf(int messages) => TimeSpan.FromSeconds(messages / PerSecond);
}
