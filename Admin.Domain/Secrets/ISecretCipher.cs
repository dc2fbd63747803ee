using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>What a ciphertext is bound to: read under any other, it does not decrypt.</summary>
public sealed record SecretContext(OrganizationId Organization, SecretId Secret, int Version)
{
    private const int Length = 16 + 16 + 4;

    /// <summary>Fields of fixed length one after the other, so that no two contexts read the same.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Organization.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        Secret.Value.TryWriteBytes(bytes.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(32), Version);
        return bytes;
    }
}

/// <summary>An encrypted value as it is stored.</summary>
/// <param name="KeyId">Which key made it, by a name that says nothing about the key.</param>
/// <param name="Binding">HMAC over the context and the ciphertext, where the provider's own encryption does not bind the context.</param>
[SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "Stored as they are.")]
public sealed record SealedValue(string KeyId, byte[] Ciphertext, byte[] Binding);

/// <summary>Whether a provider can encrypt and decrypt now.</summary>
/// <param name="KeyId">The key that it would encrypt with now, as <see cref="SealedValue.KeyId"/> names it; null where it cannot.</param>
/// <param name="Fault">What is wrong; no key material.</param>
public sealed record SecretCipherHealth(string? KeyId, Error? Fault = null)
{
    public bool Healthy => Fault is null;
}

/// <summary>
/// A provider of encryption. One that is away refuses its own secrets with an error that says so; it neither throws for that nor
/// answers with half a value.
/// </summary>
public interface ISecretCipher
{
    /// <summary>As in REST and in rows: <c>fernet</c>, <c>aes_gcm</c>, <c>aws_kms</c>, <c>vault</c>.</summary>
    string Provider { get; }

    /// <summary>Whether it has what it needs to work with. One that has not is offered to nobody.</summary>
    bool IsSetUp { get; }

    Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>The content, once it is certain that this very context's ciphertext is unchanged.</summary>
    Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct);

    /// <summary>Asks the provider. One that is not set up has neither a key nor a fault.</summary>
    Task<SecretCipherHealth> CheckAsync(CancellationToken ct);

    /// <summary>Keys that are at hand here, the one that encrypts first; empty where the provider keeps its keys itself.</summary>
    IReadOnlyList<string> KeyIds { get; }

    /// <summary>Whether a stored version's key can be used: null, or why not.</summary>
    Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct);
}
