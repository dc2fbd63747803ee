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

    // What the last check found wrong: it is told when it changes, not at each check.
    private string? _lastFault;

    public string Provider => SecretProviders.Vault;

    public bool IsSetUp => Vault.IsSetUp;

    private VaultOptions Vault => options.Value.Vault;

    public async Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        // Under a key that is not derived Vault takes a context and binds nothing to it.
        if (!_isKnownDerived && (await CheckAsync(ct)).Fault is { } fault)
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

    // Vault keeps its keys.
    public IReadOnlyList<string> KeyIds => [];

    public async Task<SecretCipherHealth> CheckAsync(CancellationToken ct)
    {
        if (!IsSetUp)
            return new(null);
        var read = await ReadOwnKeyAsync(ct);
        _isKnownDerived = !read.Failed;
        if (Interlocked.Exchange(ref _lastFault, read.Error?.Code) is not null && !read.Failed)
            log.LogInformation("Vault answers again");
        return read.Failed ? new(null, read.Error) : new(new VaultKeyVersion(Vault.Mount, Vault.Key!, read.Value.Latest).ToString());
    }

    public async Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct)
    {
        if (!IsSetUp)
            return SecretErrors.ProviderAway(Provider);
        if (!VaultKeyVersion.TryParse(keyId, out var version))
            return SecretErrors.KeyMissing(keyId);
        var read = await ReadKeyAsync(version.Mount, version.Key, ct);
        if (read.Failed)
            return read.Error;
        return version.Version >= read.Value.OldestUsable && version.Version <= read.Value.Latest ? null : SecretProviderErrors.KeyMissing(Provider, keyId);
    }

    private async Task<Result<KeyState>> ReadOwnKeyAsync(CancellationToken ct)
    {
        var read = await ReadKeyAsync(Vault.Mount, Vault.Key!, ct);
        return read.Failed || read.Value.IsDerived ? read : Told("read key", 200, SecretProviderErrors.KeyNotDerived(Provider, Vault.Key!));
    }

    private async Task<Result<KeyState>> ReadKeyAsync(string mount, string key, CancellationToken ct)
    {
        var answered = await client.CallAsync(HttpMethod.Get, $"{mount}/keys/{key}", write: null, ct);
        if (answered.Failed)
            return Told("read key", 0, answered.Error);
        using var answer = answered.Value;
        if (!answer.IsDone)
            return Told("read key", answer.Status, answer.Fault(key));
        return answer.TryGetNumber("data", "latest_version", out var latest)
            ? new KeyState(answer.Is("data", "derived"), latest, answer.TryGetNumber("data", "min_decryption_version", out var oldest) ? oldest : 1)
            : Told("read key", answer.Status, SecretProviderErrors.Failed(Provider));
    }

    private sealed record KeyState(bool IsDerived, int Latest, int OldestUsable);

    // Neither what was sent nor what Vault wrote: the code and the status say enough.
    private Error Told(string call, int status, Error error)
    {
        if (error.Code != Volatile.Read(ref _lastFault))
            log.LogWarning("Vault did not {Call} (status {Status}): {Code}", call, status, error.Code);
        return error;
    }
}
