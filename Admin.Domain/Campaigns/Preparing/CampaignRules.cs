using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What an organization decides for all of its campaigns; without a row, nothing is limited.</summary>
public sealed class CampaignRules : ITenantOwned, IVersioned
{
    public const int LargestApproval = 10_000_000;

    private CampaignRules()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public int? FrequencyMost { get; private set; }

    public int? FrequencyDays { get; private set; }

    /// <summary>Campaigns to more people than this need a second person; null: none does.</summary>
    public int? ApprovalAbove { get; private set; }

    public Guid Stamp { get; private set; }

    public FrequencyCap? FrequencyCap => FrequencyMost is { } most && FrequencyDays is { } days ? new FrequencyCap(most, days) : null;

    public static CampaignRules Create(OrganizationId organization) => new() { OrganizationId = organization };

    public void Set(FrequencyCap? cap, int? approvalAbove)
    {
        (FrequencyMost, FrequencyDays) = (cap?.Most, cap?.Days);
        ApprovalAbove = approvalAbove;
    }
}

internal sealed class CampaignRulesConfiguration : IEntityTypeConfiguration<CampaignRules>
{
    public void Configure(EntityTypeBuilder<CampaignRules> builder)
    {
        builder.ToTable("CampaignRules");
        builder.HasKey(r => r.OrganizationId);
        builder.Ignore(r => r.FrequencyCap);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
