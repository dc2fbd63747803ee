using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Notices;

/// <summary>That one person received a notice: whether they have read it, and whether it is still to be mailed to them.</summary>
public sealed class NoticeReceipt : ITenantOwned
{
    private NoticeReceipt()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public NoticeId NoticeId { get; private set; }

    public PersonId PersonId { get; private set; }

    /// <summary>Addressed to this person and not to a right of theirs: any member's role sees it.</summary>
    public bool IsPersonal { get; private set; }

    public DateTime? ReadAt { get; private set; }

    /// <summary>Since when a mail waits; null when none was wanted, or none waits any more.</summary>
    public DateTime? MailDueAt { get; private set; }

    /// <summary>When the mail was handed over.</summary>
    public DateTime? MailedAt { get; private set; }

    internal static NoticeReceipt Create(Notice notice, PersonId person, bool isPersonal, bool mailed) => new()
    {
        OrganizationId = notice.OrganizationId,
        NoticeId = notice.Id,
        PersonId = person,
        IsPersonal = isPersonal,
        MailDueAt = mailed ? notice.CreatedAt : null,
    };

    internal void Read(DateTime now) => ReadAt ??= now;

    /// <summary>There is nothing left to know: it counts as read, and no mail goes out.</summary>
    internal void Withdraw(DateTime now)
    {
        Read(now);
        DropMail();
    }

    internal void TakeMail(DateTime now) => (MailDueAt, MailedAt) = (null, now);

    /// <summary>Whoever has read it in the meantime, or may not any more, gets no mail.</summary>
    internal void DropMail() => MailDueAt = null;
}

internal sealed class NoticeReceiptConfiguration : IEntityTypeConfiguration<NoticeReceipt>
{
    public void Configure(EntityTypeBuilder<NoticeReceipt> builder)
    {
        builder.ToTable("NoticeReceipts");
        builder.HasKey(r => new { r.OrganizationId, r.NoticeId, r.PersonId });
        builder.HasOne<Notice>().WithMany().HasForeignKey(r => new { r.OrganizationId, r.NoticeId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.OrganizationId, r.PersonId, r.ReadAt });
        builder.HasIndex(r => r.MailDueAt);
    }
}
