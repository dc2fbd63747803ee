using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Walls;

/// <summary>
/// Lets a big screen show how campaigns go, without signing in: counts only, until it expires or is revoked. The token in the
/// link is shown once and stored only as SHA-256.
/// </summary>
public sealed class WallLink : ITenantOwned
{
    public const int LabelMaxLength = 80;
    public const int HashLength = 64;

    private WallLink()
    {
    }

    public WallLinkId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Where the screen hangs, as its maker calls it; not shown on the screen.</summary>
    public string Label { get; private set; } = "";

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The only campaign that it shows; null: all that are in motion.</summary>
    public long? CampaignKey { get; private set; }

    /// <summary>Whether the screen shows names of campaigns.</summary>
    public bool ShowsNames { get; private set; }

    public PersonId CreatedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public static WallLink Create(OrganizationId organization, string hash, WallLinkDraft draft, long? campaign, PersonId createdBy, DateTime now) => new()
    {
        Id = WallLinkId.New(),
        OrganizationId = organization,
        Label = draft.Label!.Trim(),
        Hash = hash,
        CampaignKey = campaign,
        ShowsNames = draft.ShowsNames,
        CreatedBy = createdBy,
        CreatedAt = now,
        ExpiresAt = now.AddHours(draft.Hours),
    };

    public bool IsAlive(DateTime now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTime now) => RevokedAt ??= now;
}

internal sealed class WallLinkConfiguration : IEntityTypeConfiguration<WallLink>
{
    public void Configure(EntityTypeBuilder<WallLink> builder)
    {
        builder.ToTable("WallLinks");
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        builder.Property(l => l.Label).HasMaxLength(WallLink.LabelMaxLength);
        builder.Property(l => l.Hash).HasMaxLength(WallLink.HashLength);
        builder.HasIndex(l => l.Hash).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(l => l.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(l => new { l.OrganizationId, l.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).IsRequired(false).OnDelete(DeleteBehavior.Cascade);
    }
}
