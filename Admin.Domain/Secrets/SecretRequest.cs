using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Secrets;

/// <summary>
/// A request that named itself (<c>Idempotency-Key</c>) and was carried out: sent again, it answers what it did instead of doing it
/// twice. Written in the same transaction as what it did.
/// </summary>
public sealed class SecretRequest : ITenantOwned
{
    public const int HashLength = 64;

    private SecretRequest()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Hash over who asked, what for, and the key they gave.</summary>
    public string KeyHash { get; private set; } = "";

    /// <summary>A keyed hash over what was asked, the value included: the same key for something else is a mistake of the caller.</summary>
    public string ContentHash { get; private set; } = "";

    public SecretId SecretId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    internal static SecretRequest Create(OrganizationId organization, NamedRequest request, SecretId secret, DateTime now) => new()
    {
        OrganizationId = organization,
        KeyHash = request.KeyHash,
        ContentHash = request.ContentHash,
        SecretId = secret,
        CreatedAt = now,
    };
}

internal sealed class SecretRequestConfiguration : IEntityTypeConfiguration<SecretRequest>
{
    public void Configure(EntityTypeBuilder<SecretRequest> builder)
    {
        builder.ToTable("SecretRequests");
        builder.HasKey(r => new { r.OrganizationId, r.KeyHash });
        builder.Property(r => r.KeyHash).HasMaxLength(SecretRequest.HashLength);
        builder.Property(r => r.ContentHash).HasMaxLength(SecretRequest.HashLength);
        builder.HasOne<Secret>().WithMany().HasForeignKey(r => new { r.OrganizationId, r.SecretId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.OrganizationId, r.CreatedAt });
    }
}
