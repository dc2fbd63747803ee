using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>
/// What a span of a campaign's run moved. Written by difference in the ledger's own transaction, so that it survives a restart
/// and is right however many nodes send: over all buckets, <see cref="Accepted"/> is sent, delivered and read together.
/// </summary>
public sealed class CampaignBucket : ITenantOwned
{
    private CampaignBucket()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long CampaignKey { get; private set; }

    /// <summary>Where the span begins (UTC).</summary>
    public DateTime At { get; private set; }

    /// <summary>How long it is; see <see cref="BucketSpan"/>.</summary>
    public int Seconds { get; private set; }

    /// <summary>Accepted by WhatsApp, less those that failed after all; so it can be negative.</summary>
    public int Accepted { get; private set; }

    public int Delivered { get; private set; }

    public int Read { get; private set; }

    /// <summary>Failures as they happened; a retry takes none back.</summary>
    public int Failed { get; private set; }

    /// <summary>Only for tests and demo data; the ledger writes its buckets in sets.</summary>
    public static CampaignBucket Create(CampaignRef campaign, BucketChange change) => new()
    {
        OrganizationId = campaign.Organization,
        CampaignKey = campaign.Key,
        At = change.At,
        Seconds = change.Seconds,
        Accepted = change.Accepted,
        Delivered = change.Delivered,
        Read = change.Read,
        Failed = change.Failed,
    };
}

internal sealed class CampaignBucketConfiguration : IEntityTypeConfiguration<CampaignBucket>
{
    public void Configure(EntityTypeBuilder<CampaignBucket> builder)
    {
        builder.ToTable("CampaignBuckets");
        builder.HasKey(b => new { b.CampaignKey, b.At });
        builder.HasOne<Campaign>().WithMany().HasForeignKey(b => new { b.OrganizationId, b.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
    }
}
