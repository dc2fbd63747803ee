using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Secrets.Fernet;

namespace Admin.Domain.Secrets;

/// <summary>32 bytes that a local provider works with. Never shown; <see cref="Id"/> tells keys apart.</summary>
public abstract class MasterKey
{
    public const int Length = 32;

    private readonly byte[] _bytes;
    private readonly string _provider;

    private protected MasterKey(byte[] bytes, string provider)
    {
        (_bytes, _provider) = (bytes, provider);
        Id = Convert.ToHexStringLower(Derive("key id").AsSpan(0, 8));
    }

    /// <summary>A fingerprint that says nothing about the key: stored with what the key made, so that a lost or foreign key is noticed.</summary>
    public string Id { get; }

    private protected ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The text that goes into a key file. Mind where it goes.</summary>
    public string Export() => UrlBase64.Encode(_bytes);

    /// <summary>A key of its own for another use, so that no key serves two.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Length, info: Encoding.UTF8.GetBytes($"admin {_provider} {purpose}"));

    public override string ToString() => $"{_provider} key {Id}";

    /// <summary>Reads base64url text of 32 bytes, with its padding or without.</summary>
    private protected static bool TryRead(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length == 43)
            trimmed += "=";
        return UrlBase64.TryDecode(trimmed, out bytes) && bytes.Length == Length;
    }
}
