namespace Admin.Domain.Secrets;

/// <summary>Several keys at once: the first encrypts, all decrypt.</summary>
public class KeyRing<TKey>
    where TKey : MasterKey
{
    public KeyRing(IEnumerable<TKey> keys)
    {
        Keys = [.. keys];
        if (Keys.Count == 0)
            throw new ArgumentException("A ring needs a key.", nameof(keys));
    }

    /// <summary>The key that encrypts.</summary>
    public TKey First => Keys[0];

    public IReadOnlyList<string> KeyIds => [.. Keys.Select(k => k.Id)];

    protected IReadOnlyList<TKey> Keys { get; }

    public TKey? Find(string keyId) => Keys.FirstOrDefault(k => string.Equals(k.Id, keyId, StringComparison.Ordinal));
}
