using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Providers;

/// <summary>A master key as operators see it: by fingerprint or name, never by itself.</summary>
/// <param name="IsCurrent">It encrypts.</param>
/// <param name="Versions">Stored values under it, over all organizations.</param>
/// <param name="ProtectionKeys">The application's own keys under it.</param>
/// <param name="Fault">Why it cannot be used; null while it is at hand.</param>
public sealed record EncryptionKeyView(string KeyId, bool IsCurrent, int Versions, int ProtectionKeys, Error? Fault)
{
    public bool IsNeeded => Versions > 0 || ProtectionKeys > 0;

    /// <summary>An old key that nothing needs any more.</summary>
    public bool CanBeRemoved => !IsCurrent && !IsNeeded && Fault is null;
}

/// <summary>A provider's keys, the current one first.</summary>
/// <param name="KeepsItsKeys">They are in a service outside; not in a key file or settings.</param>
/// <param name="Unreadable">The application's own keys that no key at hand reads.</param>
/// <param name="Run">What was last started for all organizations.</param>
public sealed record ProviderKeysView(string Provider, bool KeepsItsKeys, Error? Fault, IReadOnlyList<EncryptionKeyView> Keys, int Unreadable, PlatformRunView? Run)
{
    /// <summary>Stored values and own keys that are not under the current key.</summary>
    public int Old => Keys.Where(k => !k.IsCurrent).Sum(k => k.Versions + k.ProtectionKeys);
}

/// <summary>The runs of all organizations that one act started, together. No organization is named.</summary>
public sealed record PlatformRunView(Guid Id, int Organizations, int UnderWay, int Waiting, int Stopped, int Total, int Done, int Failed, DateTime StartedAt, DateTime? FinishedAt)
{
    public bool IsUnderWay => UnderWay > 0;
}

/// <summary>What starting it for everybody did.</summary>
/// <param name="Organizations">In which a run was started.</param>
/// <param name="Busy">That have a run under way already; start again once it ended.</param>
/// <param name="ProtectionKeys">The application's own keys that were put under the current key at once.</param>
public sealed record PlatformRunStarted(int Organizations, int Busy, int ProtectionKeys);
