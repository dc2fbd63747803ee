using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns;

/// <summary>A contact list that belongs to a campaign's audience; its contacts are frozen into recipients when the campaign starts.</summary>
public sealed class CampaignAudienceList : ITenantOwned
{
    private CampaignAudienceList()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long CampaignKey { get; private set; }

    public ContactListId ListId { get; private set; }

    public static CampaignAudienceList Create(Campaign campaign, ContactListId list) =>
        new() { OrganizationId = campaign.OrganizationId, CampaignKey = campaign.Key, ListId = list };
}

internal sealed class CampaignAudienceListConfiguration : IEntityTypeConfiguration<CampaignAudienceList>
{
    public void Configure(EntityTypeBuilder<CampaignAudienceList> builder)
    {
        builder.ToTable("CampaignAudienceLists");
        builder.HasKey(l => new { l.OrganizationId, l.CampaignKey, l.ListId });
        builder.HasOne<Campaign>().WithMany().HasForeignKey(l => new { l.OrganizationId, l.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ContactList>().WithMany().HasForeignKey(l => new { l.OrganizationId, l.ListId }).OnDelete(DeleteBehavior.Restrict);
    }
}
