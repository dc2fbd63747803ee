namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>What to put under a provider's current key.</summary>
/// <param name="Provider">Whose key the versions shall be under.</param>
/// <param name="Secrets">At most <see cref="ReEncryption.SecretsMax"/>; null: all of the organization's, which needs a fresh confirmation.</param>
/// <param name="FromProvider">Only versions that this provider holds.</param>
public sealed record ReEncryptionRequest(string? Provider, IReadOnlyList<SecretId>? Secrets = null, string? FromProvider = null)
{
    internal bool IsOfAll => Secrets is null;
}

/// <summary>A run, as it stands.</summary>
/// <param name="SecretCount">Of how many secrets it is; 0: of all.</param>
/// <param name="Reason">An error's code: why it waits or stopped.</param>
/// <param name="ReasonProvider">Which provider it waits for.</param>
/// <param name="StartedByName">The person's name, where a person of this organization started it.</param>
/// <param name="ByPlatform">Started for every organization at once.</param>
public sealed record ReEncryptionView(
    ReEncryptionId Id,
    string Provider,
    string? FromProvider,
    int SecretCount,
    ReEncryptionState State,
    string? Reason,
    string? ReasonProvider,
    int Total,
    int Done,
    int Failed,
    string StartedBy,
    string? StartedByName,
    bool ByPlatform,
    DateTime StartedAt,
    DateTime? FinishedAt)
{
    public bool IsUnderWay => State is ReEncryptionState.Waiting or ReEncryptionState.Running;

    public int Left => Total - Done - Failed;

    /// <param name="startedByName">Left out for the platform's own: who administers that is not this organization's to know.</param>
    internal static ReEncryptionView Of(ReEncryption r, string? startedByName = null) => new(
        r.Id, r.Provider, r.FromProvider, r.SecretIds.Count, r.State, r.Reason, r.ReasonProvider, r.Total, r.Done, r.Failed, r.StartedBy, r.PlatformRunId is null ? startedByName : null, r.PlatformRunId is not null, r.StartedAt, r.FinishedAt);
}

/// <summary>A version that could not be moved.</summary>
/// <param name="Name">Of its secret; null where that was purged since.</param>
/// <param name="Code">Of the error.</param>
public sealed record ReEncryptionFailureView(SecretId Secret, string? Name, int Version, string Code);
