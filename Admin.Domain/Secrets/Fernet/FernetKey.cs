using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>32 bytes: the first half signs, the second half encrypts. Never shown; <see cref="Id"/> tells keys apart.</summary>
public sealed class FernetKey
{
    public const int Length = 32;

    private const int HalfLength = Length / 2;
    private readonly byte[] _bytes;

    private FernetKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(Derive("key id").AsSpan(0, 8));
    }

    /// <summary>A fingerprint that says nothing about the key: stored with what the key made, so that a lost or foreign key is noticed.</summary>
    public string Id { get; }

    internal ReadOnlySpan<byte> Signing => _bytes.AsSpan(0, HalfLength);

    internal ReadOnlySpan<byte> Encryption => _bytes.AsSpan(HalfLength);

    public static FernetKey Generate() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads base64url text of 32 bytes, with its padding or without.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out FernetKey? key)
    {
        key = null;
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 43)
            trimmed += "=";
        if (!UrlBase64.TryDecode(trimmed, out var bytes) || bytes.Length != Length)
            return false;
        key = new FernetKey(bytes);
        return true;
    }

    /// <summary>The text that goes into a key file. Mind where it goes.</summary>
    public string Export() => UrlBase64.Encode(_bytes);

    /// <summary>A key of its own for another use, so that no key serves two.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Length, info: System.Text.Encoding.UTF8.GetBytes($"admin fernet {purpose}"));

    public override string ToString() => $"Fernet key {Id}";
}
