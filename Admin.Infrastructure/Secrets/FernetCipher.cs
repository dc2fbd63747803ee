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
    private readonly ConcurrentDictionary<string, byte[]> _bindingKeys = new(StringComparer.Ordinal);

    public string Provider => SecretProviders.Fernet;

    public bool IsSetUp => true;

    public Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var key = keys.Fernet.First;
        var ciphertext = Encoding.ASCII.GetBytes(FernetToken.Encrypt(key, content.Span, time.GetUtcNow()));
        return Task.FromResult<Result<SealedValue>>(new SealedValue(key.Id, ciphertext, Bind(key, context, ciphertext)));
    }

    public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) => Task.FromResult(Decrypt(context, value));

    public IReadOnlyList<string> KeyIds => keys.Fernet.KeyIds;

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
    {
        var missing = await keys.MissingAsync(Provider, ct);
        return new(keys.Fernet.First.Id, missing.Count == 0 ? null : SecretProviderErrors.KeysMissing(Provider, missing.Keys.Order(StringComparer.Ordinal)));
    }

    public Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) => Task.FromResult(keys.Fernet.Find(keyId) is null ? SecretErrors.KeyMissing(keyId) : null);

    private Result<byte[]> Decrypt(SecretContext context, SealedValue value)
    {
        if (keys.Fernet.Find(value.KeyId) is not { } key)
            return SecretErrors.KeyMissing(value.KeyId);
        if (!CryptographicOperations.FixedTimeEquals(Bind(key, context, value.Ciphertext), value.Binding))
            return SecretErrors.Unreadable;
        return FernetToken.TryDecrypt(key, Encoding.ASCII.GetString(value.Ciphertext), out var content) ? content : SecretErrors.Unreadable;
    }

    private byte[] Bind(FernetKey key, SecretContext context, ReadOnlySpan<byte> ciphertext)
    {
        byte[] bound = [.. context.ToBytes(), .. ciphertext];
        return HMACSHA256.HashData(_bindingKeys.GetOrAdd(key.Id, static (_, k) => k.Derive("binding"), key), bound);
    }
}
