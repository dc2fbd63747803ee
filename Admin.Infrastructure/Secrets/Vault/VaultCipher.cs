using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>
/// HashiCorp Vault's or OpenBao's transit engine: values go there to be encrypted and never leave it with a key. The key is
/// derived by the context, so a ciphertext moved elsewhere meets another key.
/// </summary>
internal sealed class VaultCipher(VaultClient client, IOptions<SecretsOptions> options, ILogger<VaultCipher> log) : ISecretCipher
{
    private volatile bool _isKnownDerived;

    public string Provider => SecretProviders.Vault;

    public bool IsSetUp => Vault.IsSetUp;

    private VaultOptions Vault => options.Value.Vault;

    public async Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        // Under a key that is not derived Vault takes a context and binds nothing to it.
        if (!_isKnownDerived && await KeyFaultAsync(ct) is { } fault)
            return fault;
        var answered = await client.CallAsync(HttpMethod.Post, $"{Vault.Mount}/encrypt/{Vault.Key}", json =>
        {
            json.WriteBase64String("plaintext", content.Span);
            json.WriteBase64String("context", context.ToBytes());
        }, ct);
        if (answered.Failed)
            return Told("encrypt", 0, answered.Error);
        using var answer = answered.Value;
        if (!answer.IsDone)
            return Told("encrypt", answer.Status, answer.Fault(Vault.Key!));
        return answer.TryGetText("data", "ciphertext", out var text) && VaultKeyVersion.TryReadCiphertext(Vault.Mount, Vault.Key!, text, out var version, out var bytes)
            ? new SealedValue(version.ToString(), bytes, [])
            : Told("encrypt", answer.Status, SecretProviderErrors.Failed(Provider));
    }

    public async Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        if (!VaultKeyVersion.TryParse(value.KeyId, out var version))
            return SecretErrors.KeyMissing(value.KeyId);
        var answered = await client.CallAsync(HttpMethod.Post, $"{version.Mount}/decrypt/{version.Key}", json =>
        {
            json.WriteString("ciphertext", version.WriteCiphertext(value.Ciphertext));
            json.WriteBase64String("context", context.ToBytes());
        }, ct);
        if (answered.Failed)
            return Told("decrypt", 0, answered.Error);
        using var answer = answered.Value;
        if (!answer.IsDone)
            return Told("decrypt", answer.Status, answer.DecryptFault(value.KeyId));
        return answer.TryGetBytes("data", "plaintext", out var content) ? content : Told("decrypt", answer.Status, SecretProviderErrors.Failed(Provider));
    }

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct) =>
        IsSetUp && await KeyFaultAsync(ct) is { } fault ? new(false, fault.Message) : new(true);

    /// <summary>Why the key cannot be used, if so.</summary>
    private async Task<Error?> KeyFaultAsync(CancellationToken ct)
    {
        var answered = await client.CallAsync(HttpMethod.Get, $"{Vault.Mount}/keys/{Vault.Key}", write: null, ct);
        if (answered.Failed)
            return Told("read key", 0, answered.Error);
        using var answer = answered.Value;
        if (!answer.IsDone)
            return Told("read key", answer.Status, answer.Fault(Vault.Key!));
        _isKnownDerived = answer.Is("data", "derived");
        return _isKnownDerived ? null : Told("read key", answer.Status, SecretProviderErrors.KeyNotDerived(Provider, Vault.Key!));
    }

    // Neither what was sent nor what Vault wrote: the code and the status say enough.
    private Error Told(string call, int status, Error error)
    {
        log.LogWarning("Vault did not {Call} (status {Status}): {Code}", call, status, error.Code);
        return error;
    }
}
