using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>
/// A credential of another service of the platform. The token itself (<c>adm_st_…</c>) is shown once and stored only as SHA-256.
/// </summary>
public sealed class ServiceToken : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int HashLength = 64;
    public const int ListMaxLength = 4000;
    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    private ServiceToken()
    {
    }

    public ServiceTokenId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the whole token, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>First characters, so that people can tell tokens apart.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>See <see cref="ServiceTokenScopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Secrets and chatbots whose secrets the token may read (with <c>secrets.read</c>), as ids; empty: none.</summary>
    public IReadOnlyList<Guid> ReadableIds { get; private set; } = [];

    /// <summary>Networks in CIDR form that it may be used from; empty: any.</summary>
    public IReadOnlyList<string> Networks { get; private set; } = [];

    public PersonId CreatedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static ServiceToken Create(OrganizationId organization, string name, string hash, string prefix, PersonId createdBy, DateTime now, DateTime expiresAt) => new()
    {
        Id = ServiceTokenId.New(),
        OrganizationId = organization,
        Name = name.Trim(),
        Hash = hash,
        Prefix = prefix,
        CreatedBy = createdBy,
        CreatedAt = now,
        ExpiresAt = expiresAt,
    };

    public ServiceToken Limited(IReadOnlyList<string> scopes, IReadOnlyList<Guid> readableIds, IReadOnlyList<string> networks)
    {
        Scopes = scopes;
        ReadableIds = readableIds;
        Networks = networks;
        return this;
    }

    public void Rename(string name) => Name = name.Trim();

    public bool IsAlive(DateTime now) => RevokedAt is null && now < ExpiresAt;

    public void Revoke(DateTime now) => RevokedAt ??= now;

    public void Used(DateTime now) => LastUsedAt = now;
}

internal sealed class ServiceTokenConfiguration : IEntityTypeConfiguration<ServiceToken>
{
    public void Configure(EntityTypeBuilder<ServiceToken> builder)
    {
        builder.ToTable("ServiceTokens");
        builder.HasKey(t => new { t.OrganizationId, t.Id });
        builder.Property(t => t.Name).HasMaxLength(ServiceToken.NameMaxLength);
        builder.Property(t => t.Hash).HasMaxLength(ServiceToken.HashLength);
        builder.Property(t => t.Prefix).HasMaxLength(20);
        builder.PrimitiveCollection(t => t.Scopes).HasMaxLength(ServiceToken.ListMaxLength);
        builder.PrimitiveCollection(t => t.ReadableIds).HasMaxLength(ServiceToken.ListMaxLength);
        builder.PrimitiveCollection(t => t.Networks).HasMaxLength(ServiceToken.ListMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
