using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>How many messages a campaign with a daily cap began on one day of its zone; written in the transaction of their intents.</summary>
public sealed class CampaignDay : ITenantOwned
{
    private CampaignDay()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long CampaignKey { get; private set; }

    /// <summary>Days since 1 January 0001, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; private set; }

    public int Begun { get; private set; }

    public static CampaignDay Create(Campaign campaign, DateOnly day) => new() { OrganizationId = campaign.OrganizationId, CampaignKey = campaign.Key, Day = day.DayNumber };

    public void Take() => Begun++;

    /// <summary>Tries that reached nobody.</summary>
    public void GiveBack(int tries) => Begun = Math.Max(0, Begun - tries);
}

internal sealed class CampaignDayConfiguration : IEntityTypeConfiguration<CampaignDay>
{
    public void Configure(EntityTypeBuilder<CampaignDay> builder)
    {
        builder.ToTable("CampaignDays");
        builder.HasKey(d => new { d.OrganizationId, d.CampaignKey, d.Day });
        builder.HasOne<Campaign>().WithMany().HasForeignKey(d => new { d.OrganizationId, d.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
    }
}
