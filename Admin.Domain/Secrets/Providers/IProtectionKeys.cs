namespace Admin.Domain.Secrets.Providers;

/// <summary>
/// The application's own keys, which protect cookies and second factors. They are rows too, encrypted by Fernet's keys, so
/// a Fernet key is not free while one of them is under it.
/// </summary>
public interface IProtectionKeys
{
    /// <summary>How many are under each Fernet key; under no key's name (empty) those that no key at hand reads.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken ct);

    /// <summary>Puts every one under the first key, each by itself; answers how many that were.</summary>
    Task<int> ReEncryptAsync(CancellationToken ct);
}
