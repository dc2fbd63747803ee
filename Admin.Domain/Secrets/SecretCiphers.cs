using System.Collections.Frozen;
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
}
