using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.AesGcm;

/// <summary>
/// AES-256-GCM under a random nonce: <c>nonce (12) ‖ ciphertext ‖ tag (16)</c> (NIST SP 800-38D). What is bound is authenticated
/// and not stored: opened under anything else, the box stays closed. Random nonces allow 2³² boxes for one key.
/// </summary>
internal static class AesGcmBox
{
    public const int KeyLength = 32;
    public const int Overhead = NonceLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> bound)
    {
        var box = new byte[content.Length + Overhead];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new System.Security.Cryptography.AesGcm(key, TagLength);
        aes.Encrypt(nonce, content, box.AsSpan(NonceLength, content.Length), box.AsSpan(NonceLength + content.Length), bound);
        return box;
    }

    public static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> bound, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        if (box.Length < Overhead)
            return false;
        var opened = new byte[box.Length - Overhead];
        using var aes = new System.Security.Cryptography.AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], opened, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        content = opened;
        return true;
    }
}
