using System.Globalization;
using Admin.Domain.Notices;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What is told of a campaign's preparation; each thing once.</summary>
internal static class CampaignNotices
{
    private const string Subject = "campaign";

    public static NoticeDraft ScheduleMissed(Campaign campaign) =>
        Of(NoticeKinds.CampaignScheduleMissed, campaign, campaign.ScheduledAt!.Value, ("scheduled_at", NoticeDetails.Text(campaign.ScheduledAt.Value)));

    public static NoticeDraft Asked(Campaign campaign, CampaignApproval approval, string by) =>
        Of(NoticeKinds.CampaignApprovalAsked, campaign, approval.AskedAt, ("person_name", by), ("count", approval.Size.ToString(CultureInfo.InvariantCulture))) with { Except = approval.AskedBy };

    public static NoticeDraft Decided(Campaign campaign, CampaignApproval approval, string by) =>
        Of(approval.State == ApprovalState.Approved ? NoticeKinds.CampaignApproved : NoticeKinds.CampaignDeclined, campaign, approval.AskedAt, ("person_name", by), ("comment", approval.Comment ?? "")) with
        {
            Also = approval.AskedBy,
            Except = approval.DecidedBy,
        };

    private static NoticeDraft Of(NoticeKind kind, Campaign campaign, DateTime which, params (string Name, string Value)[] details) => new(
        kind,
        string.Create(CultureInfo.InvariantCulture, $"{kind.Name}:{campaign.Id}:{which.Ticks}"),
        details.Prepend(("name", campaign.Name)).ToDictionary(d => d.Item1, d => d.Item2, StringComparer.Ordinal))
    {
        SubjectType = Subject,
        SubjectId = campaign.Id.ToString(),
    };
}
