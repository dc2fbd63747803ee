using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Preparing;

public enum ApprovalState
{
    Asked,
    Approved,
    Declined,
}

/// <summary>
/// A second person's word on a campaign as it stands; there is none once its content or its audience has changed. What was said
/// before is in the audit.
/// </summary>
public sealed class CampaignApproval : ITenantOwned, IVersioned
{
    public const int CommentMaxLength = 500;

    private CampaignApproval()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long CampaignKey { get; private set; }

    public ApprovalState State { get; private set; }

    public PersonId AskedBy { get; private set; }

    public DateTime AskedAt { get; private set; }

    /// <summary>How many people the campaign named when it was asked for: a list that grew since was not approved.</summary>
    public int Size { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public string? Comment { get; private set; }

    public Guid Stamp { get; private set; }

    public static CampaignApproval Ask(Campaign campaign, int size, PersonId by, DateTime now) => new()
    {
        OrganizationId = campaign.OrganizationId,
        CampaignKey = campaign.Key,
        State = ApprovalState.Asked,
        AskedBy = by,
        AskedAt = now,
        Size = size,
    };

    /// <param name="preparedBy">Who changed the campaign last; null: a program.</param>
    public Result Decide(bool approved, string? comment, PersonId by, PersonId? preparedBy, DateTime now)
    {
        if (State != ApprovalState.Asked)
            return ApprovalErrors.NotAsked;
        if (by == AskedBy || by == preparedBy)
            return ApprovalErrors.SamePerson;
        (State, DecidedBy, DecidedAt, Comment) = (approved ? ApprovalState.Approved : ApprovalState.Declined, by, now, comment);
        return Result.Ok;
    }
}

internal sealed class CampaignApprovalConfiguration : IEntityTypeConfiguration<CampaignApproval>
{
    public void Configure(EntityTypeBuilder<CampaignApproval> builder)
    {
        builder.ToTable("CampaignApprovals");
        builder.HasKey(a => new { a.OrganizationId, a.CampaignKey });
        builder.Property(a => a.Comment).HasMaxLength(CampaignApproval.CommentMaxLength);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
    }
}
