using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>
/// That a contact gave or withdrew consent: when, where, and who wrote it down. Never changed; the contact carries what the last one says
/// (<see cref="Contact.Hear"/>). Goes with its contact.
/// </summary>
public sealed class ConsentEntry : ITenantOwned
{
    public const int SourceMaxLength = 200;
    public const int ActorIdMaxLength = 100;

    private ConsentEntry()
    {
    }

    /// <summary>In the order in which they were written down; given by the database.</summary>
    public long Key { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public ContactId ContactId { get; private set; }

    public ConsentPurpose Purpose { get; private set; }

    /// <summary>Given or withdrawn.</summary>
    public ConsentState State { get; private set; }

    /// <summary>When the person said so.</summary>
    public DateTime At { get; private set; }

    /// <summary>Where and how, in words, such as <c>CSV import customers.csv</c> or <c>website form</c>.</summary>
    public string Source { get; private set; } = "";

    /// <summary>When it was written down here.</summary>
    public DateTime RecordedAt { get; private set; }

    public ActorKind ActorKind { get; private set; }

    /// <summary>Person or token id, or a job's name, as in the audit.</summary>
    public string ActorId { get; private set; } = "";

    /// <param name="state">Given or withdrawn.</param>
    /// <param name="at">When the person said so, UTC.</param>
    public static ConsentEntry Create(Contact contact, ConsentPurpose purpose, ConsentState state, DateTime at, string source, Actor actor, DateTime now) => new()
    {
        OrganizationId = contact.OrganizationId,
        ContactId = contact.Id,
        Purpose = purpose,
        State = state,
        At = at,
        Source = source,
        RecordedAt = now,
        ActorKind = actor.Kind,
        ActorId = actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label,
    };
}

internal sealed class ConsentEntryConfiguration : IEntityTypeConfiguration<ConsentEntry>
{
    public void Configure(EntityTypeBuilder<ConsentEntry> builder)
    {
        builder.ToTable("ConsentEntries");
        builder.HasKey(e => e.Key);
        builder.Property(e => e.Key).ValueGeneratedOnAdd();
        builder.Property(e => e.Source).HasMaxLength(ConsentEntry.SourceMaxLength);
        builder.Property(e => e.ActorId).HasMaxLength(ConsentEntry.ActorIdMaxLength);
        builder.HasOne<Contact>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ContactId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.ContactId, e.Key });
    }
}
