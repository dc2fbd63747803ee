using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>
/// Fernet to its specification: version 0x80, 64-bit big-endian seconds, IV, AES-128-CBC with PKCS#7, HMAC-SHA256 over all of that,
/// in base64url. Tokens of Python's <c>cryptography</c> are read here and the other way round.
/// </summary>
public static class FernetToken
{
    /// <summary>How far a token's clock may be ahead of ours where an age is asked for.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(60);

    internal const int IvLength = 16;

    private const byte Version = 0x80;
    private const int BlockLength = 16;
    private const int MacLength = 32;
    private const int HeadLength = 1 + 8 + IvLength;

    public static string Encrypt(FernetKey key, ReadOnlySpan<byte> content, DateTimeOffset now)
    {
        Span<byte> iv = stackalloc byte[IvLength];
        FreshIv.Fill(iv);
        return Encrypt(key, content, now, iv);
    }

    internal static string Encrypt(FernetKey key, ReadOnlySpan<byte> content, DateTimeOffset now, ReadOnlySpan<byte> iv)
    {
        var cipherLength = (content.Length / BlockLength + 1) * BlockLength;
        var token = new byte[HeadLength + cipherLength + MacLength];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), now.ToUnixTimeSeconds());
        iv.CopyTo(token.AsSpan(9));
        using var worker = key.Worker();
        worker.Encrypt(content, iv, token.AsSpan(HeadLength, cipherLength));
        var signed = token.AsSpan(0, HeadLength + cipherLength);
        worker.Sign(signed, token.AsSpan(signed.Length));
        return UrlBase64.Encode(token);
    }

    /// <summary>
    /// The content of a token that this key made and nobody changed. Stored values are read without <paramref name="maxAge"/>:
    /// a secret must not expire because time passed.
    /// </summary>
    public static bool TryDecrypt(FernetKey key, string token, [NotNullWhen(true)] out byte[]? content, TimeSpan? maxAge = null, DateTimeOffset now = default)
    {
        content = null;
        if (!UrlBase64.TryDecode(token, out var bytes) || bytes.Length < HeadLength + BlockLength + MacLength || bytes[0] != Version)
            return false;
        if (maxAge is { } age && !IsFresh(bytes, age, now))
            return false;

        var signed = bytes.AsSpan(0, bytes.Length - MacLength);
        Span<byte> mac = stackalloc byte[MacLength];
        using var worker = key.Worker();
        worker.Sign(signed, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(signed.Length)))
            return false;
        return TryDecipher(worker, signed, out content);
    }

    private static bool IsFresh(ReadOnlySpan<byte> token, TimeSpan maxAge, DateTimeOffset now)
    {
        var seconds = (decimal)BinaryPrimitives.ReadUInt64BigEndian(token[1..]);
        decimal clock = now.ToUnixTimeSeconds();
        return seconds + (decimal)maxAge.TotalSeconds >= clock && seconds <= clock + (decimal)MaxClockSkew.TotalSeconds;
    }

    private static bool TryDecipher(FernetWorker worker, ReadOnlySpan<byte> signed, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        var cipher = signed[HeadLength..];
        if (cipher.Length % BlockLength != 0)
            return false;
        try
        {
            content = worker.Decrypt(cipher, signed.Slice(9, IvLength));
            return true;
        }
        catch (CryptographicException)
        {
            // The padding is wrong although the signature is right: whoever made this token did not follow the specification.
            return false;
        }
    }
}
