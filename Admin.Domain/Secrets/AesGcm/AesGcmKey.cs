using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.AesGcm;

/// <summary>A master key that wraps data keys with AES-256-GCM.</summary>
public sealed class AesGcmKey : MasterKey
{
    private AesGcmKey(byte[] bytes)
        : base(bytes, SecretProviders.AesGcm)
    {
    }

    internal ReadOnlySpan<byte> Wrapping => Bytes;

    public static AesGcmKey Generate() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads base64url text of 32 bytes, with its padding or without.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AesGcmKey? key)
    {
        key = TryRead(text, out var bytes) ? new AesGcmKey(bytes) : null;
        return key is not null;
    }
}
