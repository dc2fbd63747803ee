using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns;

/// <summary>
/// One phone of one campaign: a row of the ledger, which alone decides what is sent. Transitions stand in RecipientTransitions.cs;
/// rows are written back in sets, each only if its <see cref="Version"/> is still the one that was read.
/// </summary>
public sealed partial class Recipient : ITenantOwned
{
    public const int WamidMaxLength = 128;
    public const int ReasonMaxLength = 60;

    /// <summary>Reason of one that a person counted as sent.</summary>
    public const string CountedByPerson = "counted_by_person";

    /// <summary>When one is due that was never tried: always. A clock that is set back after the planning must not hold it up.</summary>
    public static readonly DateTime AtOnce = DateTime.UnixEpoch;

    private Recipient()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long CampaignKey { get; private set; }

    public int Ordinal { get; private set; }

    /// <summary>E.164; unique in the campaign.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Frozen: a flat JSON object of the columns that came with the phone.</summary>
    public string Fields { get; private set; } = "{}";

    public RecipientState State { get; private set; }

    /// <summary>A code: why it failed, was skipped, or is ambiguous.</summary>
    public string? Reason { get; private set; }

    /// <summary>Tries that count; waiting for a rate is none.</summary>
    public int Attempts { get; private set; }

    /// <summary>The last try's own id, carried to WhatsApp and back by each status.</summary>
    public Guid? AttemptId { get; private set; }

    /// <summary>The number of the last try, where that was not the campaign's first one; see <see cref="Campaign.NumberOf(Recipient)"/>.</summary>
    public NumberId? NumberId { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public Guid? ClaimToken { get; private set; }

    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>WhatsApp's id of the message.</summary>
    public string? Wamid { get; private set; }

    /// <summary>What went wrong, try by try: a JSON array of <see cref="AttemptError"/>.</summary>
    public string? Errors { get; private set; }

    public DateTime? SentAt { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    public DateTime? ReadAt { get; private set; }

    public DateTime? FailedAt { get; private set; }

    /// <summary>When the person first answered after this message; a fact beside the state, written by itself.</summary>
    public DateTime? RespondedAt { get; private set; }

    /// <summary>What its message cost, in millionths of the organization's currency, once WhatsApp has billed it; written by itself.</summary>
    public long? CostMicros { get; private set; }

    public int Version { get; private set; }

    public static Recipient Create(CampaignRef campaign, int ordinal, string phone, string fields, DateTime now) => new()
    {
        OrganizationId = campaign.Organization,
        CampaignKey = campaign.Key,
        Ordinal = ordinal,
        Phone = phone,
        Fields = fields,
        State = RecipientState.Pending,
        NextAttemptAt = now,
    };
}

internal sealed class RecipientConfiguration : IEntityTypeConfiguration<Recipient>
{
    public void Configure(EntityTypeBuilder<Recipient> builder)
    {
        builder.ToTable("Recipients");
        builder.HasKey(r => new { r.CampaignKey, r.Ordinal });
        builder.Property(r => r.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.Property(r => r.Fields).HasMaxLength(Contact.FieldsMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(Recipient.ReasonMaxLength);
        builder.Property(r => r.Wamid).HasMaxLength(Recipient.WamidMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasOne<Campaign>().WithMany().HasForeignKey(r => new { r.OrganizationId, r.CampaignKey }).HasPrincipalKey(c => new { c.OrganizationId, c.Key }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.CampaignKey, r.Phone }).IsUnique();
        // Claims read the due ones in order, however many are done.
        builder.HasIndex(r => new { r.CampaignKey, r.State, r.NextAttemptAt, r.Ordinal });
        builder.HasIndex(r => new { r.OrganizationId, r.Wamid });
        builder.HasIndex(r => new { r.OrganizationId, r.Phone });
    }
}
