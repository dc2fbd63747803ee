using Admin.Domain.Secrets.Fernet;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>Section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>Encrypts where a secret names no provider.</summary>
    public string DefaultProvider { get; set; } = SecretProviders.Fernet;

    public FernetOptions Fernet { get; set; } = new();

    /// <summary>Section <c>Secrets:Fernet</c>.</summary>
    public sealed class FernetOptions
    {
        /// <summary>Base64url keys of 32 bytes; the first encrypts. Empty: the key file of the data directory.</summary>
        public IList<string> Keys { get; } = [];
    }
}

/// <summary>Names of the providers that exist.</summary>
public static class SecretProviders
{
    public const string Fernet = "fernet";

    public static IReadOnlyList<string> All { get; } = [Fernet];
}

internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        List<string> faults = [];
        if (!SecretProviders.All.Contains(options.DefaultProvider, StringComparer.Ordinal))
            faults.Add($"Secrets:DefaultProvider must be one of: {string.Join(", ", SecretProviders.All)}.");
        for (var i = 0; i < options.Fernet.Keys.Count; i++)
        {
            // Never the text itself: a mistyped key is still most of a key.
            if (!FernetKey.TryParse(options.Fernet.Keys[i], out _))
                faults.Add($"Secrets:Fernet:Keys:{i} must be 32 bytes in base64url (44 characters).");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
