using Admin.Domain.Accounts;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.PersonalData;

/// <summary>
/// That a person is to be erased, and how far it is. Phone and name are kept only until the last place is done: afterwards the mark says
/// whom it was, to whoever asks with the phone in hand.
/// </summary>
public sealed class Erasure : ITenantOwned
{
    private Erasure()
    {
    }

    public ErasureId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>A <see cref="PersonMark"/>.</summary>
    public string Mark { get; private set; } = "";

    /// <summary>E.164; null once nothing is left to do.</summary>
    public string? Phone { get; private set; }

    /// <summary>What the person was called, to find it in texts; null when nobody said, and once nothing is left to do.</summary>
    public string? Name { get; private set; }

    public PersonId? RequestedBy { get; private set; }

    public DateTime RequestedAt { get; private set; }

    /// <summary>Rows that were taken out or made nobody's, so far.</summary>
    public int Erased { get; private set; }

    /// <summary>Rows that had to wait when it was last looked at.</summary>
    public int Left { get; private set; }

    public DateTime? DoneAt { get; private set; }

    public static Erasure Create(OrganizationId organization, string mark, string phone, string? name, PersonId? by, DateTime now) =>
        new() { Id = ErasureId.New(), OrganizationId = organization, Mark = mark, Phone = phone, Name = name, RequestedBy = by, RequestedAt = now };

    /// <summary>Notes what a round did. With nothing left it is done, and phone and name go.</summary>
    public void Note(int erased, int left, DateTime now)
    {
        Erased += erased;
        Left = left;
        if (left == 0)
            (Phone, Name, DoneAt) = (null, null, now);
    }
}

internal sealed class ErasureConfiguration : IEntityTypeConfiguration<Erasure>
{
    public void Configure(EntityTypeBuilder<Erasure> builder)
    {
        builder.ToTable("Erasures");
        builder.HasKey(e => new { e.OrganizationId, e.Id });
        builder.Property(e => e.Mark).HasMaxLength(PersonMark.Length);
        builder.Property(e => e.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.Property(e => e.Name).HasMaxLength(Contact.NameMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.OrganizationId, e.RequestedAt });
        builder.HasIndex(e => new { e.OrganizationId, e.Mark });
    }
}
