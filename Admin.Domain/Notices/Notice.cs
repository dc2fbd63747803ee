using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Notices;

/// <summary>Something that an organization was told. Who received it, and who has read it, stands in its receipts.</summary>
public sealed class Notice : ITenantOwned
{
    public const int KindMaxLength = 60;
    public const int KeyMaxLength = 200;
    public const int SubjectTypeMaxLength = 40;
    public const int SubjectIdMaxLength = 200;

    /// <summary>How long it stays, read or not: until then its key keeps the same from being told again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);

    private Notice()
    {
    }

    public NoticeId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>One of <see cref="NoticeKinds"/>, by name.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Unique within the organization; its own id once it was withdrawn.</summary>
    public string Key { get; private set; } = "";

    public string? SubjectType { get; private set; }

    public string? SubjectId { get; private set; }

    /// <summary>See <see cref="NoticeDetails"/>.</summary>
    public string Details { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    internal static Notice Create(OrganizationId organization, NoticeDraft draft, DateTime now) => new()
    {
        Id = NoticeId.New(),
        OrganizationId = organization,
        Kind = draft.Kind.Name,
        Key = draft.Key,
        SubjectType = draft.SubjectType,
        SubjectId = draft.SubjectId,
        Details = NoticeDetails.Write(draft.Details),
        CreatedAt = now,
    };

    /// <summary>It is no longer so: its key is free, so that it can be told again.</summary>
    internal void Withdraw() => Key = Id.ToString();
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices");
        builder.HasKey(n => new { n.OrganizationId, n.Id });
        builder.Property(n => n.Kind).HasMaxLength(Notice.KindMaxLength);
        builder.Property(n => n.Key).HasMaxLength(Notice.KeyMaxLength);
        builder.Property(n => n.SubjectType).HasMaxLength(Notice.SubjectTypeMaxLength);
        builder.Property(n => n.SubjectId).HasMaxLength(Notice.SubjectIdMaxLength);
        builder.Property(n => n.Details).HasMaxLength(NoticeDetails.MaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(n => n.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.OrganizationId, n.Key }).IsUnique();
        builder.HasIndex(n => new { n.OrganizationId, n.CreatedAt });
    }
}
