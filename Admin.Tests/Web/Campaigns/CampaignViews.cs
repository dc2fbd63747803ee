using Admin.Domain.Campaigns;
using Admin.Tests.Support;

namespace Admin.Tests.Web.Campaigns;

/// <summary>Campaigns as the pages get them.</summary>
internal static class CampaignViews
{
    public static CampaignView Of(CampaignStatus status, RecipientCounts? counts = null) => new(
        CampaignId.New(), "Spring", status, StatusReason: null, "100000000000001", "Acme", "order_update", "en_US", ["{{name}}", "42"],
        MessagesPerMinute: null, ScheduledAt: null, CreatedAt: Times.Start.UtcDateTime, StartedAt: null, FinishedAt: null,
        (counts ?? RecipientCounts.None).Total, counts ?? RecipientCounts.None, Responded: 0, LimitedBy: null, Rate: null, EtaSeconds: null, Guid.CreateVersion7());
}
