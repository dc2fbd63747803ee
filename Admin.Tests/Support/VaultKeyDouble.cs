using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Admin.Tests.Support;

/// <summary>A key of <see cref="VaultTransitDouble"/>: its versions, each deriving a key for each context by HKDF.</summary>
internal sealed class VaultKeyDouble(bool derived)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly List<byte[]> _versions = [RandomNumberGenerator.GetBytes(32)];

    /// <summary>Older versions decrypt no more.</summary>
    public int MinDecryptionVersion { get; set; } = 1;

    public void Rotate() => _versions.Add(RandomNumberGenerator.GetBytes(32));

    public JsonObject Describe(string name) => new()
    {
        ["name"] = name,
        ["type"] = "aes256-gcm96",
        ["derived"] = derived,
        ["latest_version"] = _versions.Count,
        ["min_decryption_version"] = MinDecryptionVersion,
    };

    public (JsonObject? Data, string? Error) Encrypt(JsonObject body)
    {
        if ((string?)body["plaintext"] is not { } text)
            return (null, "missing plaintext to encrypt");
        if (Fault(body) is { } fault)
            return (null, fault);
        var content = Convert.FromBase64String(text);
        var box = new byte[NonceLength + content.Length + TagLength];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(KeyOf(_versions.Count, body), TagLength);
        aes.Encrypt(box.AsSpan(0, NonceLength), content, box.AsSpan(NonceLength, content.Length), box.AsSpan(NonceLength + content.Length));
        return (new() { ["ciphertext"] = $"vault:v{_versions.Count.ToString(CultureInfo.InvariantCulture)}:{Convert.ToBase64String(box)}", ["key_version"] = _versions.Count }, null);
    }

    public (JsonObject? Data, string? Error) Decrypt(JsonObject body)
    {
        if ((string?)body["ciphertext"] is not { Length: > 0 } text)
            return (null, "missing ciphertext to decrypt");
        if (Fault(body) is { } fault)
            return (null, fault);
        if (!text.StartsWith("vault:v", StringComparison.Ordinal))
            return (null, "invalid ciphertext: no prefix");
        if (text["vault:v".Length..].Split(':') is not [var number, var base64])
            return (null, "invalid ciphertext: wrong number of fields");
        var version = int.Parse(number, CultureInfo.InvariantCulture);
        if (version > _versions.Count)
            return (null, "invalid ciphertext: version is too new");
        if (version < MinDecryptionVersion)
            return (null, "ciphertext or signature version is disallowed by policy (too old)");
        return Open(KeyOf(version, body), base64);
    }

    private static (JsonObject? Data, string? Error) Open(byte[] key, string base64)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length))
            return (null, "invalid ciphertext: could not decode base64");
        if (length < NonceLength + TagLength)
            return (null, "invalid ciphertext length");
        var box = buffer.AsSpan(0, length);
        var content = new byte[length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(box[..NonceLength], box[NonceLength..^TagLength], box[^TagLength..], content);
        }
        catch (AuthenticationTagMismatchException)
        {
            return (null, "cipher: message authentication failed");
        }

        return (new() { ["plaintext"] = Convert.ToBase64String(content) }, null);
    }

    private string? Fault(JsonObject body) => derived && (string?)body["context"] is not { Length: > 0 }
        ? "missing 'context' for key derivation; the key was created using a derived key, which means additional, per-request information must be included in order to perform operations with the key"
        : null;

    // A key that is not derived takes a context and pays no heed to it.
    private byte[] KeyOf(int version, JsonObject body) => derived
        ? HKDF.DeriveKey(HashAlgorithmName.SHA256, _versions[version - 1], 32, salt: [], info: Convert.FromBase64String((string)body["context"]!))
        : _versions[version - 1];
}
