using System.Security.Cryptography;
using System.Text;

namespace Admin.Domain.Accounts;

/// <summary>
/// How a service token is written: <c>adm_st_</c>, 32 random bytes and a checksum, in hex. The checksum lets scanners and this
/// application tell a token from a lookalike without asking the database.
/// </summary>
public static class ServiceTokenText
{
    public const string Prefix = "adm_st_";

    private const int SecretLength = 64;
    private const int ChecksumLength = 8;
    private const int ShownLength = 8;

    /// <summary>A new token: show <c>Text</c> once, keep <c>Hash</c> and <c>Shown</c>.</summary>
    public static (string Text, string Hash, string Shown) New()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength / 2));
        var text = Prefix + secret + Checksum(secret);
        return (text, OpaqueToken.Hash(text), Prefix + secret[..ShownLength]);
    }

    /// <summary>The hash to look a token up by; null when the text is no token of ours.</summary>
    public static string? HashOf(string text)
    {
        if (text.Length != Prefix.Length + SecretLength + ChecksumLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var secret = text.Substring(Prefix.Length, SecretLength);
        return text.EndsWith(Checksum(secret), StringComparison.Ordinal) ? OpaqueToken.Hash(text) : null;
    }

    private static string Checksum(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Prefix + secret)))[..ChecksumLength];
}
