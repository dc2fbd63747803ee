namespace Admin.Domain.Campaigns.Sending;

/// <summary>Why a running campaign does not move; each has a text of its own.</summary>
public static class StallReason
{
    public const string OrganizationSuspended = "organization_suspended";
    public const string WaitingForNumber = "waiting_for_number";
    public const string WaitingForOrganization = "waiting_for_organization";
    public const string WaitingForWhatsApp = "waiting_for_whatsapp";

    /// <summary>As many people as the portfolio may write to in 24 hours were written to.</summary>
    public const string WaitingForPortfolio = "waiting_for_portfolio";

    /// <summary>Redis, which keeps the shared budgets, is away.</summary>
    public const string WaitingForRedis = "waiting_for_redis";

    /// <summary>All that is left is to be tried again later, or belongs to a node that has gone.</summary>
    public const string WaitingForRetry = "waiting_for_retry";

    /// <summary>Null when it goes no slower than somebody asked for.</summary>
    /// <param name="limitedBy">One of <see cref="LimitedBy"/>.</param>
    /// <param name="claimed">How many recipients this node could begin.</param>
    /// <param name="onTheirWay">How many calls have not come back.</param>
    public static string? Of(string? limitedBy, int claimed, int onTheirWay) => (limitedBy, claimed, onTheirWay) switch
    {
        (LimitedBy.WhatsApp, _, _) => WaitingForWhatsApp,
        (LimitedBy.Hours or LimitedBy.DailyCap, _, 0) => null,
        (LimitedBy.Portfolio, _, 0) => WaitingForPortfolio,
        (_, 0, 0) => WaitingForRetry,
        (_, 0, _) or (LimitedBy.Concurrency, _, _) => WaitingForWhatsApp,
        (LimitedBy.Redis, _, _) => WaitingForRedis,
        (LimitedBy.Organization, _, _) => WaitingForOrganization,
        (LimitedBy.Campaign, _, _) => null,
        _ => WaitingForNumber,
    };
}
