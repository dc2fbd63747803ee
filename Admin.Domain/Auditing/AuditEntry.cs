using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Auditing;

public enum AuditOutcome
{
    Done,
    Refused,
    Failed,
}

/// <summary>
/// One sensitive act. Entries of an organization form a gapless, HMAC-linked chain (docs/adr). They hold ids, hashes and
/// words of our own; never values, statement texts or personal data.
/// </summary>
public sealed class AuditEntry : ITenantOwned
{
    public const int ReasonMaxLength = 500;
    public const int ActionMaxLength = 80;
    public const int DetailsMaxLength = 4000;

    private AuditEntry()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>From 1, without gaps, per organization.</summary>
    public long Sequence { get; private set; }

    public DateTime At { get; private set; }

    public ActorKind ActorKind { get; private set; }

    /// <summary>Person or token id, or a job's name.</summary>
    public string ActorId { get; private set; } = "";

    public string? Address { get; private set; }

    /// <summary>What was done, such as <c>secret.revealed</c>.</summary>
    public string Action { get; private set; } = "";

    public string? SubjectType { get; private set; }

    public string? SubjectId { get; private set; }

    public AuditOutcome Outcome { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>A flat JSON object of strings, keys in order.</summary>
    public string? Details { get; private set; }

    /// <summary>Seal of the entry before this one; empty for the first.</summary>
    public string PreviousSeal { get; private set; } = "";

    /// <summary>HMAC-SHA256 over this entry and <see cref="PreviousSeal"/>, lower-case hex.</summary>
    public string Seal { get; private set; } = "";

    internal static AuditEntry Create(OrganizationId organization, long sequence, string previousSeal, DateTime at, Actor actor, AuditAct act, string? details) => new()
    {
        OrganizationId = organization,
        Sequence = sequence,
        PreviousSeal = previousSeal,
        At = at,
        ActorKind = actor.Kind,
        ActorId = actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label,
        Address = actor.Address,
        Action = act.Action,
        SubjectType = act.SubjectType,
        SubjectId = act.SubjectId,
        Outcome = act.Outcome,
        Reason = act.Reason ?? actor.Reason,
        Details = details,
    };

    internal void SealWith(string seal) => Seal = seal;
}

/// <summary>The end of one organization's chain. Its row is locked by each append, which makes sequences gapless.</summary>
public sealed class AuditHead : ITenantOwned
{
    private AuditHead()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public long Sequence { get; private set; }

    public string Seal { get; private set; } = "";

    internal static AuditHead Create(OrganizationId organization) => new() { OrganizationId = organization };

    internal void MoveTo(AuditEntry entry)
    {
        Sequence = entry.Sequence;
        Seal = entry.Seal;
    }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(e => new { e.OrganizationId, e.Sequence });
        builder.Property(e => e.ActorId).HasMaxLength(100);
        builder.Property(e => e.Address).HasMaxLength(Session.AddressMaxLength);
        builder.Property(e => e.Action).HasMaxLength(AuditEntry.ActionMaxLength);
        builder.Property(e => e.SubjectType).HasMaxLength(40);
        builder.Property(e => e.SubjectId).HasMaxLength(200);
        builder.Property(e => e.Reason).HasMaxLength(AuditEntry.ReasonMaxLength);
        builder.Property(e => e.Details).HasMaxLength(AuditEntry.DetailsMaxLength);
        builder.Property(e => e.PreviousSeal).HasMaxLength(64);
        builder.Property(e => e.Seal).HasMaxLength(64);
        builder.HasIndex(e => new { e.OrganizationId, e.At });
        // The history of one thing, such as a campaign's activity log.
        builder.HasIndex(e => new { e.OrganizationId, e.SubjectId, e.Sequence });
    }
}

internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("AuditHeads");
        builder.HasKey(h => h.OrganizationId);
        builder.Property(h => h.Sequence).IsConcurrencyToken();
        builder.Property(h => h.Seal).HasMaxLength(64);
    }
}
