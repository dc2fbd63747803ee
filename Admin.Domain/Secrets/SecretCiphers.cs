using System.Collections.Frozen;
using System.Security.Cryptography;
using Admin.Domain.Common;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>The providers that are set up, by name.</summary>
public sealed class SecretCiphers(IEnumerable<ISecretCipher> ciphers, IOptions<SecretsOptions> options)
{
    private readonly FrozenDictionary<string, ISecretCipher> _byProvider = ciphers.ToFrozenDictionary(c => c.Provider, StringComparer.Ordinal);

    public string Default => options.Value.DefaultProvider;

    /// <summary>Those that are set up.</summary>
    public IReadOnlyList<string> Providers => [.. _byProvider.Values.Where(c => c.IsSetUp).Select(c => c.Provider).Order(StringComparer.Ordinal)];

    /// <summary>The provider that somebody asked for, or the default.</summary>
    internal Result<string> Choose(string? asked)
    {
        var provider = asked ?? Default;
        return _byProvider.TryGetValue(provider, out var cipher) && cipher.IsSetUp ? provider : SecretErrors.ProviderUnknown(provider, Providers);
    }

    /// <summary>Every provider there is, whether set up or not.</summary>
    internal IReadOnlyCollection<ISecretCipher> All => _byProvider.Values;

    internal Task<SecretCipherHealth> CheckAsync(string provider, CancellationToken ct) => _byProvider[provider].CheckAsync(ct);

    internal Task<Result<SealedValue>> SealAsync(string provider, SecretContext context, SecretValue value, CancellationToken ct) =>
        _byProvider[provider].EncryptAsync(context, value.GetBytes(), ct);

    internal async Task<Result<SecretValue>> OpenAsync(SecretVersion version, CancellationToken ct)
    {
        if (!_byProvider.TryGetValue(version.Provider, out var cipher))
            return SecretErrors.ProviderAway(version.Provider);
        var context = new SecretContext(version.OrganizationId, version.SecretId, version.Number);
        var opened = await cipher.DecryptAsync(context, version.Sealed, ct);
        return opened.Map(bytes => new SecretValue(bytes, version.Encoding));
    }

    /// <summary>The same value under the current key of <paramref name="provider"/>. The value in the clear is wiped.</summary>
    internal async Task<ReSealed> ReSealAsync(SecretVersion version, string provider, CancellationToken ct)
    {
        if (!_byProvider.TryGetValue(version.Provider, out var from))
            return new ReSealed(version, null, SecretErrors.ProviderAway(version.Provider), null);
        var context = new SecretContext(version.OrganizationId, version.SecretId, version.Number);
        var opened = await from.DecryptAsync(context, version.Sealed, ct);
        if (opened.Failed)
            return new ReSealed(version, null, opened.Error, null);
        try
        {
            var made = await _byProvider[provider].EncryptAsync(context, opened.Value, ct);
            return made.Failed ? new ReSealed(version, null, null, made.Error) : new ReSealed(version, made.Value, null, null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened.Value);
        }
    }
}

/// <summary>What came of a version: its new form, or why it could not be read, or why the new provider would not take it.</summary>
internal sealed record ReSealed(SecretVersion Version, SealedValue? Value, Error? Unread, Error? Refused);
