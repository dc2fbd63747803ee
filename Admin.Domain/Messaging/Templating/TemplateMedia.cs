using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// A file that was uploaded to WhatsApp for messages of one number. Only WhatsApp keeps its bytes, for 30 days; here stands what is
/// needed to use it again instead of uploading it twice.
/// </summary>
public sealed class TemplateMedia : ITenantOwned
{
    public const int FileNameMaxLength = 200;
    public const int ContentTypeMaxLength = 100;
    public const int HashMaxLength = 64;

    /// <summary>How long WhatsApp keeps an upload.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Less than this, and a campaign may not get through with it.</summary>
    public static readonly TimeSpan Enough = TimeSpan.FromDays(2);

    private TemplateMedia()
    {
    }

    public TemplateMediaId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public NumberId NumberId { get; private set; }

    /// <summary>WhatsApp's id of the upload.</summary>
    public string MediaId { get; private set; } = "";

    public ParameterKind Kind { get; private set; }

    public string FileName { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public int Bytes { get; private set; }

    /// <summary>SHA-256 of the bytes, in hex.</summary>
    public string Hash { get; private set; } = "";

    public DateTime UploadedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public bool IsUsable(DateTime now) => ExpiresAt - now >= Enough;

    /// <summary>Changes what it is called.</summary>
    internal void Rewrite(Func<string, string> rewrite) => FileName = rewrite(FileName);

    public static TemplateMedia Create(OrganizationId organization, NumberId number, string mediaId, ParameterKind kind, MediaFile file, string hash, DateTime now) => new()
    {
        Id = TemplateMediaId.New(),
        OrganizationId = organization,
        NumberId = number,
        MediaId = mediaId,
        Kind = kind,
        FileName = file.Name,
        ContentType = file.ContentType,
        Bytes = file.Bytes.Length,
        Hash = hash,
        UploadedAt = now,
        ExpiresAt = now + Kept,
    };
}

internal sealed class TemplateMediaConfiguration : IEntityTypeConfiguration<TemplateMedia>
{
    public void Configure(EntityTypeBuilder<TemplateMedia> builder)
    {
        builder.ToTable("TemplateMedia");
        builder.HasKey(m => new { m.OrganizationId, m.Id });
        builder.Property(m => m.MediaId).HasMaxLength(TemplateCheck.MediaIdMax);
        builder.Property(m => m.FileName).HasMaxLength(TemplateMedia.FileNameMaxLength);
        builder.Property(m => m.ContentType).HasMaxLength(TemplateMedia.ContentTypeMaxLength);
        builder.Property(m => m.Hash).HasMaxLength(TemplateMedia.HashMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        // What was uploaded for a number is of no use without it.
        builder.HasOne<Number>().WithMany().HasForeignKey(m => new { m.OrganizationId, m.NumberId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(m => new { m.OrganizationId, m.NumberId, m.MediaId });
        builder.HasIndex(m => new { m.OrganizationId, m.NumberId, m.Hash });
    }
}
