using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>What starting a campaign would mean.</summary>
/// <param name="Total">How many get the message.</param>
/// <param name="SpeedBy">The budget that rules the speed: one of <see cref="Sending.LimitedBy"/>.</param>
/// <param name="PerSecond">Its speed.</param>
/// <param name="NumberPerSecond">The speed of its numbers together.</param>
/// <param name="OrganizationLimit">Messages per <paramref name="OrganizationWindowSeconds"/> that the organization may send.</param>
public sealed record CampaignForecast(int Total, string SpeedBy, double PerSecond, int NumberPerSecond, long OrganizationLimit, double OrganizationWindowSeconds)
{
    /// <summary>The campaign's own messages a minute; null when it has no speed of its own.</summary>
    public int? OwnPerMinute { get; init; }

    /// <summary>Null when the portfolio's people are not limited, or WhatsApp has not told.</summary>
    public PeopleForecast? People { get; init; }

    /// <summary>What rules how long it takes: one of <see cref="Sending.LimitedBy"/>.</summary>
    public string LimitedBy => PeopleSeconds > SpeedSeconds ? Sending.LimitedBy.Portfolio : SpeedBy;

    /// <summary>How long it takes under the ruling budget.</summary>
    public double DurationSeconds => Math.Max(SpeedSeconds, PeopleSeconds);

    /// <summary>How long it would take if only its numbers' own speed ruled; an override of the organization's limit does that.</summary>
    public double AtNumberSpeedSeconds => Total / (double)NumberPerSecond;

    /// <summary>Whether an override of the organization's limit would make it faster.</summary>
    public bool OverrideHelps => LimitedBy == Sending.LimitedBy.Organization;

    private double SpeedSeconds => Total / PerSecond;

    private double PeopleSeconds => People?.SecondsOf(Total) ?? 0;
}

/// <summary>People that the portfolio may write to.</summary>
/// <param name="ADay">In any 24 hours.</param>
/// <param name="Left">Now.</param>
public sealed record PeopleForecast(int ADay, int Left)
{
    /// <summary>Until the last of so many new people may be written to, if nobody else writes to others; whole days.</summary>
    public double SecondsOf(int people) => people <= Left ? 0 : Math.Ceiling((people - Left) / (double)ADay) * PeopleLimit.Window.TotalSeconds;
}
