namespace Admin.Domain.Auditing;

/// <summary>What is wrong with a chain at its first broken entry.</summary>
public enum AuditFault
{
    /// <summary>An entry is missing: its number does not follow.</summary>
    Gap,

    /// <summary>A field was changed after it was written; the next entry still names the seal of what stood there.</summary>
    Changed,

    /// <summary>The seal does not belong to the entry.</summary>
    WrongSeal,

    /// <summary>The entry does not name the seal of the one before it.</summary>
    Unlinked,

    /// <summary>Entries are missing at the end, or stand beyond it: the chain's head says otherwise.</summary>
    TailCut,
}

/// <summary>What <see cref="AuditTrail.VerifyAsync"/> found.</summary>
/// <param name="Entries">How many were read until the first fault, or in all.</param>
/// <param name="FirstBroken">The sequence number at fault; for a gap or a cut tail, the first that is missing.</param>
/// <param name="Head">The last seal: compare it with the daily line in the log to know that nobody replaced the whole end.</param>
public sealed record AuditVerification(long Entries, long? FirstBroken, AuditFault? Fault, string Head)
{
    public bool IsIntact => Fault is null;
}
