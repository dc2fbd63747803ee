using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;

namespace Admin.Infrastructure.Secrets;

/// <summary>
/// The local provider. Fernet itself binds no context, so an HMAC over organization, secret, version and ciphertext does,
/// under a key of its own, and is checked first: a row moved elsewhere does not decrypt.
/// </summary>
internal sealed class FernetCipher(SecretKeys keys, TimeProvider time) : ISecretCipher
{
    private const int ContextLength = 16 + 16 + 4;

    private readonly ConcurrentDictionary<string, byte[]> _bindingKeys = new(StringComparer.Ordinal);

    public string Provider => SecretProviders.Fernet;

    public Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var key = keys.Ring.First;
        var ciphertext = Encoding.ASCII.GetBytes(FernetToken.Encrypt(key, content.Span, time.GetUtcNow()));
        return Task.FromResult<Result<SealedValue>>(new SealedValue(key.Id, ciphertext, Bind(key, context, ciphertext)));
    }

    public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) => Task.FromResult(Decrypt(context, value));

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
    {
        var missing = await keys.MissingAsync(ct);
        return missing.Count == 0 ? new(true) : new(false, $"Keys that stored values need are missing: {string.Join(", ", missing.Keys)}.");
    }

    private Result<byte[]> Decrypt(SecretContext context, SealedValue value)
    {
        if (keys.Ring.Find(value.KeyId) is not { } key)
            return SecretErrors.KeyMissing(value.KeyId);
        if (!CryptographicOperations.FixedTimeEquals(Bind(key, context, value.Ciphertext), value.Binding))
            return SecretErrors.Unreadable;
        return FernetToken.TryDecrypt(key, Encoding.ASCII.GetString(value.Ciphertext), out var content) ? content : SecretErrors.Unreadable;
    }

    private byte[] Bind(FernetKey key, SecretContext context, ReadOnlySpan<byte> ciphertext)
    {
        // Fields of fixed length in front, so that no two contexts read the same.
        var bound = new byte[ContextLength + ciphertext.Length];
        context.Organization.Value.TryWriteBytes(bound, bigEndian: true, out _);
        context.Secret.Value.TryWriteBytes(bound.AsSpan(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bound.AsSpan(32), context.Version);
        ciphertext.CopyTo(bound.AsSpan(ContextLength));
        return HMACSHA256.HashData(_bindingKeys.GetOrAdd(key.Id, static (_, k) => k.Derive("binding"), key), bound);
    }
}
