using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>
/// A Meta app that an organization brings itself. Its webhooks come to an address of their own, are signed with its secret, and
/// touch only the numbers that belong to it.
/// </summary>
public sealed class WhatsAppApp : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int MetaAppIdMaxLength = 32;

    private WhatsAppApp()
    {
    }

    /// <summary>Stands in the address of its webhooks.</summary>
    public WhatsAppAppId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Meta's id of the app, digits; unique in the organization. Not unique over all: an id that is public proves nothing.</summary>
    public string MetaAppId { get; private set; } = "";

    public SecretId AppSecretId { get; private set; }

    public SecretId VerifyTokenId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static WhatsAppApp Create(OrganizationId organization, string name, string metaAppId, SecretId appSecret, SecretId verifyToken, DateTime now) => new()
    {
        Id = WhatsAppAppId.New(),
        OrganizationId = organization,
        Name = name.Trim(),
        MetaAppId = metaAppId,
        AppSecretId = appSecret,
        VerifyTokenId = verifyToken,
        CreatedAt = now,
    };

    public void Rename(string name) => Name = name.Trim();
}

internal sealed class WhatsAppAppConfiguration : IEntityTypeConfiguration<WhatsAppApp>
{
    public void Configure(EntityTypeBuilder<WhatsAppApp> builder)
    {
        builder.ToTable("WhatsAppApps");
        builder.HasKey(a => new { a.OrganizationId, a.Id });
        builder.HasIndex(a => a.Id).IsUnique();
        builder.HasIndex(a => new { a.OrganizationId, a.MetaAppId }).IsUnique();
        builder.Property(a => a.Name).HasMaxLength(WhatsAppApp.NameMaxLength);
        builder.Property(a => a.MetaAppId).HasMaxLength(WhatsAppApp.MetaAppIdMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(a => a.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.AppSecretId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(a => new { a.OrganizationId, a.VerifyTokenId }).OnDelete(DeleteBehavior.Restrict);
    }
}
