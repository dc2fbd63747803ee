using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.AesGcm;

namespace Admin.Infrastructure.Secrets;

/// <summary>The local provider for those who need 256 bits without a cloud. The encryption itself binds the context.</summary>
internal sealed class AesGcmCipher(SecretKeys keys) : ISecretCipher
{
    public string Provider => SecretProviders.AesGcm;

    public bool IsSetUp => keys.AesGcm is not null;

    public Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        Task.FromResult(keys.AesGcm is { First: var key } ? new SealedValue(key.Id, AesGcmEnvelope.Seal(key, content.Span, context), []) : NotSetUp<SealedValue>());

    public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) => Task.FromResult(Decrypt(context, value));

    public IReadOnlyList<string> KeyIds => keys.AesGcm?.KeyIds ?? [];

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
    {
        var missing = await keys.MissingAsync(Provider, ct);
        return new(keys.AesGcm?.First.Id, missing.Count == 0 ? null : SecretProviderErrors.KeysMissing(Provider, missing.Keys.Order(StringComparer.Ordinal)));
    }

    public Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) => Task.FromResult(keys.AesGcm?.Find(keyId) is null ? SecretErrors.KeyMissing(keyId) : null);

    private static Result<T> NotSetUp<T>() => SecretErrors.ProviderAway(SecretProviders.AesGcm);

    private Result<byte[]> Decrypt(SecretContext context, SealedValue value)
    {
        if (keys.AesGcm?.Find(value.KeyId) is not { } key)
            return SecretErrors.KeyMissing(value.KeyId);
        return AesGcmEnvelope.TryOpen(key, value.Ciphertext, context, out var content) ? content : SecretErrors.Unreadable;
    }
}
