using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Secrets;

/// <summary>Who reads a secret.</summary>
/// <param name="Id">A person's or token's id, or what a read inside the process was for, such as <c>send</c>.</param>
public readonly record struct SecretReader(ActorKind Kind, string Id)
{
    public static SecretReader Of(Actor actor) => new(actor.Kind, actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label);
}

/// <summary>How often one reader read one secret on one day (UTC). Counted in batches.</summary>
public sealed class SecretRead : ITenantOwned
{
    public const int ReaderIdMaxLength = 100;

    private SecretRead()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public SecretId SecretId { get; private set; }

    public DateTime Day { get; private set; }

    public ActorKind ReaderKind { get; private set; }

    public string ReaderId { get; private set; } = "";

    public long Count { get; private set; }

    public DateTime LastAt { get; private set; }

    public static SecretRead Create(OrganizationId organization, SecretUse use) => new()
    {
        OrganizationId = organization,
        SecretId = use.Secret,
        Day = use.LastAt.Date,
        ReaderKind = use.Reader.Kind,
        ReaderId = use.Reader.Id,
        Count = use.Count,
        LastAt = use.LastAt,
    };
}

internal sealed class SecretReadConfiguration : IEntityTypeConfiguration<SecretRead>
{
    public void Configure(EntityTypeBuilder<SecretRead> builder)
    {
        builder.ToTable("SecretReads");
        builder.HasKey(r => new { r.OrganizationId, r.SecretId, r.Day, r.ReaderKind, r.ReaderId });
        builder.Property(r => r.ReaderId).HasMaxLength(SecretRead.ReaderIdMaxLength);
        builder.HasOne<Secret>().WithMany().HasForeignKey(r => new { r.OrganizationId, r.SecretId }).OnDelete(DeleteBehavior.Cascade);
        // The usage page adds up the last weeks of an organization, the nightly purge looks for what is older than those.
        builder.HasIndex(r => new { r.OrganizationId, r.Day });
    }
}
