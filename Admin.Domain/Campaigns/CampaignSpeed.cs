using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;

namespace Admin.Domain.Campaigns;

/// <summary>How fast a campaign from a number can go, and which budget rules that.</summary>
public sealed class CampaignSpeed(RatePolicies policies, RateOverrides overrides)
{
    public async Task<SpeedLimit> OfAsync(OrganizationId organization, int numberPerSecond, CancellationToken ct)
    {
        var policy = await overrides.ApplyAsync(organization, policies.Get(RatePolicyNames.WhatsAppSend), ct);
        var ofOrganization = policy.Limit / policy.Window.TotalSeconds;
        var ofNumber = (double)Math.Max(1, numberPerSecond);
        return ofOrganization < ofNumber ? new(LimitedBy.Organization, ofOrganization) : new(LimitedBy.Number, ofNumber);
    }

    internal async Task<CampaignForecast> ForecastAsync(OrganizationId organization, int messages, int numberPerSecond, CancellationToken ct)
    {
        var policy = await overrides.ApplyAsync(organization, policies.Get(RatePolicyNames.WhatsAppSend), ct);
        var ruling = await OfAsync(organization, numberPerSecond, ct);
        return new CampaignForecast(messages, ruling.By, ruling.PerSecond, Math.Max(1, numberPerSecond), policy.Limit, policy.Window.TotalSeconds);
    }

    public Task<SpeedLimit> OfAsync(Number number, CancellationToken ct) => OfAsync(number.OrganizationId, number.MessagesPerSecond, ct);
}

/// <summary>The ruling budget.</summary>
public sealed record SpeedLimit(string By, double PerSecond)
{
    public TimeSpan DurationOf(int messages) => TimeSpan.FromSeconds(messages / PerSecond);
}
