using System.ComponentModel;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.RateLimiting;

[TypeConverter(typeof(TypedIdConverter<RateLimitOverrideId>))]
public readonly record struct RateLimitOverrideId(Guid Value) : ITypedId<RateLimitOverrideId>
{
    public static RateLimitOverrideId New() => new(Guid.CreateVersion7());

    public static RateLimitOverrideId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>An organization's own numbers for one policy, given by a super admin for a reason, for a time or until withdrawn.</summary>
public sealed class RateLimitOverride : ITenantOwned, IVersioned
{
    public const int ReasonMaxLength = AuditEntry.ReasonMaxLength;

    private RateLimitOverride()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public RateLimitOverrideId Id { get; private set; }

    public string Policy { get; private set; } = "";

    public long Limit { get; private set; }

    public long WindowSeconds { get; private set; }

    public TimeSpan Window => TimeSpan.FromSeconds(WindowSeconds);

    public string Reason { get; private set; } = "";

    public DateTime? ExpiresAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static RateLimitOverride Create(OrganizationId organization, string policy, long limit, TimeSpan window, string reason, DateTime? expiresAt, DateTime now)
    {
        var made = new RateLimitOverride { OrganizationId = organization, Id = RateLimitOverrideId.New(), Policy = policy, CreatedAt = now };
        made.Change(limit, window, reason, expiresAt);
        return made;
    }

    public void Change(long limit, TimeSpan window, string reason, DateTime? expiresAt) =>
        (Limit, WindowSeconds, Reason, ExpiresAt) = (limit, (long)window.TotalSeconds, reason, expiresAt);

    public bool IsInForce(DateTime now) => ExpiresAt is null || ExpiresAt > now;
}

internal sealed class RateLimitOverrideConfiguration : IEntityTypeConfiguration<RateLimitOverride>
{
    public void Configure(EntityTypeBuilder<RateLimitOverride> builder)
    {
        builder.ToTable("RateLimitOverrides");
        builder.HasKey(o => new { o.OrganizationId, o.Id });
        builder.Property(o => o.Policy).HasMaxLength(RatePolicy.NameMaxLength);
        builder.Property(o => o.Reason).HasMaxLength(RateLimitOverride.ReasonMaxLength);
        builder.Ignore(o => o.Window);
        builder.HasIndex(o => new { o.OrganizationId, o.Policy }).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(o => o.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
