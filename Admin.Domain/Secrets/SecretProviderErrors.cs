using Admin.Domain.Common;

namespace Admin.Domain.Secrets;

/// <summary>Why a provider outside the process could not do its part. Only its own secrets are affected; nothing was written.</summary>
public static class SecretProviderErrors
{
    public static Error Unreachable(string provider) =>
        Of("secret_provider_unreachable", $"The provider {provider} does not answer. Nothing was changed; try again, and tell the platform's operators if it lasts.", provider);

    public static Error Sealed(string provider) =>
        Of("secret_provider_sealed", $"The provider {provider} is sealed. Ask the platform's operators to unseal it.", provider);

    public static Error Standby(string provider) =>
        Of("secret_provider_standby", $"The provider {provider} answered from a standby that does not serve requests. Ask the platform's operators to point the address at the active node.", provider);

    public static Error Throttled(string provider) =>
        Of("secret_provider_throttled", $"The provider {provider} takes no more requests at the moment. Wait a little, then try again.", provider);

    public static Error SignInRefused(string provider) =>
        Of("secret_provider_sign_in_refused", $"The provider {provider} does not accept the credentials of this installation. Ask the platform's operators to renew them.", provider);

    public static Error Refused(string provider, string key) =>
        OfKey("secret_provider_refused", $"The provider {provider} does not let this installation use the key {key}. Ask the platform's operators to check its permissions.", provider, key);

    public static Error KeyMissing(string provider, string key) =>
        OfKey("secret_provider_key_missing", $"The provider {provider} has no key {key}. Ask the platform's operators to make it or give it back.", provider, key);

    /// <summary>Of a local provider: stored values need keys that are not in its ring.</summary>
    public static Error KeysMissing(string provider, IEnumerable<string> keys) =>
        OfKey("secret_provider_keys_missing", $"The provider {provider} lacks keys that stored values need: {string.Join(", ", keys)}. Ask the platform's operators to give them back.", provider, string.Join(", ", keys));

    /// <summary>Exists, but is disabled or about to be deleted.</summary>
    public static Error KeyDisabled(string provider, string key) =>
        OfKey("secret_provider_key_disabled", $"The key {key} of the provider {provider} is disabled or pending deletion. Ask the platform's operators to enable it.", provider, key);

    /// <summary>Exists, but is not derived by context: it would let a ciphertext be moved to another secret or organization.</summary>
    public static Error KeyNotDerived(string provider, string key) =>
        OfKey("secret_provider_key_not_derived", $"The key {key} of the provider {provider} is not derived by context and is not used. Ask the platform's operators to make one that is.", provider, key);

    /// <summary>An answer that none of the others explains.</summary>
    public static Error Failed(string provider) =>
        Of("secret_provider_failed", $"The provider {provider} refused the request. Ask the platform's operators to look at the log.", provider);

    private static Error Of(string code, string message, string provider) => Error.Unavailable(code, message).With(("provider", provider));

    private static Error OfKey(string code, string message, string provider, string key) => Error.Unavailable(code, message).With(("provider", provider), ("key", key));
}
