using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>The keys of Fernet (MultiFernet).</summary>
public sealed class FernetRing(IEnumerable<FernetKey> keys) : KeyRing<FernetKey>(keys)
{
    public string Encrypt(ReadOnlySpan<byte> content, DateTimeOffset now) => FernetToken.Encrypt(First, content, now);

    /// <summary>Tries each key: for tokens that do not say which key made them, such as the old system's.</summary>
    public bool TryDecrypt(string token, [NotNullWhen(true)] out byte[]? content) => TryDecrypt(token, out content, out _);

    /// <param name="by">The key that made it.</param>
    public bool TryDecrypt(string token, [NotNullWhen(true)] out byte[]? content, [NotNullWhen(true)] out FernetKey? by)
    {
        foreach (var key in Keys)
        {
            if (!FernetToken.TryDecrypt(key, token, out content))
                continue;
            by = key;
            return true;
        }

        (content, by) = (null, null);
        return false;
    }
}
