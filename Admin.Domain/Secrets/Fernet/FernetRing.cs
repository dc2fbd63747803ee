using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>Several keys at once (MultiFernet): the first encrypts, all decrypt.</summary>
public sealed class FernetRing
{
    private readonly FernetKey[] _keys;

    public FernetRing(IEnumerable<FernetKey> keys)
    {
        _keys = [.. keys];
        if (_keys.Length == 0)
            throw new ArgumentException("A ring needs a key.", nameof(keys));
    }

    /// <summary>The key that encrypts.</summary>
    public FernetKey First => _keys[0];

    public IReadOnlyList<string> KeyIds => [.. _keys.Select(k => k.Id)];

    public FernetKey? Find(string keyId) => Array.Find(_keys, k => string.Equals(k.Id, keyId, StringComparison.Ordinal));

    public string Encrypt(ReadOnlySpan<byte> content, DateTimeOffset now) => FernetToken.Encrypt(First, content, now);

    /// <summary>Tries each key: for tokens that do not say which key made them, such as the old system's.</summary>
    public bool TryDecrypt(string token, [NotNullWhen(true)] out byte[]? content)
    {
        foreach (var key in _keys)
        {
            if (FernetToken.TryDecrypt(key, token, out content))
                return true;
        }

        content = null;
        return false;
    }
}
