using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Checking;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Secrets;

internal sealed class SecretConfiguration : IEntityTypeConfiguration<Secret>
{
    public void Configure(EntityTypeBuilder<Secret> builder)
    {
        builder.ToTable("Secrets");
        builder.HasKey(s => new { s.OrganizationId, s.Id });
        builder.Property(s => s.Name).HasMaxLength(Secret.NameMaxLength);
        builder.Property(s => s.NormalizedName).HasMaxLength(Secret.NameMaxLength);
        builder.Property(s => s.Provider).HasMaxLength(Secret.ProviderMaxLength);
        builder.Property(s => s.Description).HasMaxLength(Secret.DescriptionMaxLength);
        builder.Property(s => s.CheckUrl).HasMaxLength(CheckAddress.UrlMaxLength);
        builder.Property(s => s.CheckHeader).HasMaxLength(CheckAddress.HeaderMaxLength);
        builder.Ignore(s => s.CheckAddress);
        builder.PrimitiveCollection(s => s.Tags).HasMaxLength(Secret.TagsColumnLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Chatbot>().WithMany().HasForeignKey(s => new { s.OrganizationId, s.ChatbotId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.OrganizationId, s.ScopeKey, s.NormalizedName, s.DeletedKey }).IsUnique();
        builder.HasIndex(s => new { s.OrganizationId, s.DeletedKey, s.NormalizedName });
    }
}

internal sealed class SecretVersionConfiguration : IEntityTypeConfiguration<SecretVersion>
{
    public void Configure(EntityTypeBuilder<SecretVersion> builder)
    {
        builder.ToTable("SecretVersions");
        builder.HasKey(v => new { v.OrganizationId, v.SecretId, v.Number });
        builder.Property(v => v.Provider).HasMaxLength(Secret.ProviderMaxLength);
        builder.Property(v => v.KeyId).HasMaxLength(SecretVersion.KeyIdMaxLength);
        builder.Property(v => v.Binding).HasMaxLength(SecretVersion.BindingMaxLength);
        builder.Property(v => v.CreatedBy).HasMaxLength(SecretVersion.CreatedByMaxLength);
        builder.Property(v => v.Fingerprint).HasMaxLength(SecretVersion.FingerprintMaxLength);
        builder.Property(v => v.Note).HasMaxLength(SecretVersion.NoteMaxLength);
        builder.Ignore(v => v.Sealed);
        builder.HasOne<Secret>().WithMany().HasForeignKey(v => new { v.OrganizationId, v.SecretId }).OnDelete(DeleteBehavior.Cascade);
        // Which keys are still needed is asked at each start and by the health check.
        builder.HasIndex(v => new { v.Provider, v.KeyId });
        // A re-encryption takes what is under an old key, in this order; what it moved is out of its way.
        builder.HasIndex(v => new { v.OrganizationId, v.Provider, v.KeyId, v.SecretId, v.Number });
    }
}
