namespace Admin.Domain.Campaigns.Watching;

/// <summary>What starting a campaign would mean.</summary>
/// <param name="Total">How many get the message.</param>
/// <param name="LimitedBy">The ruling budget: one of <see cref="Sending.LimitedBy"/>.</param>
/// <param name="PerSecond">Its speed.</param>
/// <param name="NumberPerSecond">The number's own speed.</param>
/// <param name="OrganizationLimit">Messages per <paramref name="OrganizationWindowSeconds"/> that the organization may send.</param>
public sealed record CampaignForecast(int Total, string LimitedBy, double PerSecond, int NumberPerSecond, long OrganizationLimit, double OrganizationWindowSeconds)
{
    /// <summary>How long it takes under the ruling budget.</summary>
    public double DurationSeconds => Total / PerSecond;

    /// <summary>How long it would take if only the number's own speed ruled; an override of the organization's limit does that.</summary>
    public double AtNumberSpeedSeconds => Total / (double)NumberPerSecond;

    /// <summary>Whether an override of the organization's limit would make it faster.</summary>
    public bool OverrideHelps => LimitedBy == Sending.LimitedBy.Organization;
}
