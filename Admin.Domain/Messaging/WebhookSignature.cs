using System.Security.Cryptography;
using System.Text;

namespace Admin.Domain.Messaging;

/// <summary>The signature over a webhook's raw bytes. Parsing and writing the JSON again would change them.</summary>
public static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    public static string Sign(ReadOnlySpan<byte> body, string appSecret) =>
        Prefix + Convert.ToHexStringLower(Hash(body, appSecret));

    /// <summary>Takes the same time wherever the first difference lies.</summary>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, string appSecret)
    {
        if (string.IsNullOrEmpty(appSecret) || header is null
            || header.Length != Prefix.Length + (2 * HMACSHA256.HashSizeInBytes)
            || !header.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(header.AsSpan(Prefix.Length), given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, Hash(body, appSecret));
    }

    private static byte[] Hash(ReadOnlySpan<byte> body, string appSecret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), body);
}
