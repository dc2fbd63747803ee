using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>
/// The conditional updates of a run and of what it moves. Every method runs inside the caller's open write and names the
/// organization; those that answer false changed nothing, because somebody else was first.
/// </summary>
public interface IReEncryptionStore
{
    /// <summary>Takes a run that is due and that nobody holds.</summary>
    Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, DateTime until, CancellationToken ct);

    /// <summary>Adds to the counts and prolongs the lease, while the owner holds it.</summary>
    Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionStep step, CancellationToken ct);

    /// <summary>Gives the run back, to be taken up again later, while the owner holds it.</summary>
    Task<bool> TryWaitAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionPause pause, CancellationToken ct);

    /// <summary>Ends it, while the owner holds it.</summary>
    Task<bool> TryCompleteAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, CancellationToken ct);

    /// <summary>Ends it, whoever holds it.</summary>
    Task<bool> TryStopAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, string reason, DateTime now, CancellationToken ct);

    /// <summary>
    /// Replaces ciphertexts, each only where the version still is what was read: not destroyed, and under the same key. Where the
    /// current version moved, its secret names the new provider. Answers how many were replaced.
    /// </summary>
    Task<int> ReplaceAsync(AdminDbContext db, OrganizationId organization, string provider, IReadOnlyList<MovedVersion> moved, DateTime now, CancellationToken ct);
}

/// <summary>What one batch did.</summary>
/// <param name="Left">How many are left, where that was counted.</param>
/// <param name="KeyId">The key that the provider encrypts with now.</param>
public sealed record ReEncryptionStep(int Done, int Failed, int? Left, string KeyId, DateTime Until);

/// <summary>Why and until when a run stands still.</summary>
/// <param name="Reason">An error's code; null where it only was cut off.</param>
public sealed record ReEncryptionPause(string? Reason, string? Provider, DateTime Until);

/// <summary>A version's new ciphertext, and what it replaces.</summary>
public sealed record MovedVersion(SecretId Secret, int Number, string FromProvider, string FromKeyId, SealedValue Value);
