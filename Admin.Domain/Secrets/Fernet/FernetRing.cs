using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>The keys of Fernet (MultiFernet).</summary>
public sealed class FernetRing(IEnumerable<FernetKey> keys) : KeyRing<FernetKey>(keys)
{
    public string Encrypt(ReadOnlySpan<byte> content, DateTimeOffset now) => FernetToken.Encrypt(First, content, now);

    /// <summary>Tries each key: for tokens that do not say which key made them, such as the old system's.</summary>
    public bool TryDecrypt(string token, [NotNullWhen(true)] out byte[]? content)
    {
        foreach (var key in Keys)
        {
            if (FernetToken.TryDecrypt(key, token, out content))
                return true;
        }

        content = null;
        return false;
    }
}
