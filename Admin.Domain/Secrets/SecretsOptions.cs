using Admin.Domain.Secrets.AesGcm;
using Admin.Domain.Secrets.Fernet;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>Section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    public const string Section = "Secrets";

    /// <summary>Encrypts where a secret names no provider.</summary>
    public string DefaultProvider { get; set; } = SecretProviders.Fernet;

    /// <summary>More reveals by one person within an hour are told to the other admins.</summary>
    public int RevealNoticeThreshold { get; set; } = 10;

    /// <summary>
    /// Hosts that any secret may be tried against, restricted ones too, also where they lie in private networks. Whoever runs
    /// them sees what is sent.
    /// </summary>
    public IList<string> CheckAllowedHosts { get; init; } = [];

    public LocalKeyOptions Fernet { get; set; } = new();

    public LocalKeyOptions AesGcm { get; set; } = new();

    public AwsKmsOptions AwsKms { get; set; } = new();

    public VaultOptions Vault { get; set; } = new();

    /// <summary>For how many days a deleted secret can be restored; after them it is purged.</summary>
    public int RestoreDays { get; set; } = 30;

    /// <summary>For how many hours the value before a new one stays readable as the previous one, where nobody says otherwise.</summary>
    public int PreviousGraceHours { get; set; } = 24;

    /// <summary>Sections <c>Secrets:Fernet</c> and <c>Secrets:AesGcm</c>.</summary>
    public sealed class LocalKeyOptions
    {
        /// <summary>Base64url keys of 32 bytes; the first encrypts. Empty: the provider's key file in the data directory.</summary>
        public IList<string> Keys { get; } = [];
    }
}

/// <summary>Names of the providers that exist.</summary>
public static class SecretProviders
{
    public const string Fernet = "fernet";
    public const string AesGcm = "aes_gcm";
    public const string AwsKms = "aws_kms";
    public const string Vault = "vault";

    public static IReadOnlyList<string> All { get; } = [Fernet, AesGcm, AwsKms, Vault];
}

internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        List<string> faults = [];
        if (!SecretProviders.All.Contains(options.DefaultProvider, StringComparer.Ordinal))
            faults.Add($"Secrets:DefaultProvider must be one of: {string.Join(", ", SecretProviders.All)}.");
        if (options.RevealNoticeThreshold is < 1 or > 1000)
            faults.Add("Secrets:RevealNoticeThreshold must be 1 to 1000.");
        Check("Secrets:Fernet:Keys", options.Fernet.Keys, k => FernetKey.TryParse(k, out _), faults);
        Check("Secrets:AesGcm:Keys", options.AesGcm.Keys, k => AesGcmKey.TryParse(k, out _), faults);
        if (options.DefaultProvider == SecretProviders.AwsKms && !options.AwsKms.IsSetUp)
            faults.Add("Secrets:DefaultProvider is aws_kms, which is not set up: give Secrets:AwsKms:KeyId.");
        if (options.RestoreDays is < 1 or > 365)
            faults.Add("Secrets:RestoreDays must be 1 to 365.");
        if (options.PreviousGraceHours is < 0 or > SecretVersion.GraceHoursMax)
            faults.Add($"Secrets:PreviousGraceHours must be 0 to {SecretVersion.GraceHoursMax}.");
        faults.AddRange(options.CheckAllowedHosts.Where(h => Uri.CheckHostName(h) == UriHostNameType.Unknown).Select(h => $"Secrets:CheckAllowedHosts has '{h}', which is no host name or address."));
        faults.AddRange(options.AwsKms.Faults());
        if (options.DefaultProvider == SecretProviders.Vault && !options.Vault.IsSetUp)
            faults.Add("Secrets:DefaultProvider is vault, which is not set up: give Secrets:Vault:Address.");
        faults.AddRange(options.Vault.Faults());
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    // Never the text itself: a mistyped key is still most of a key.
    private static void Check(string setting, IList<string> keys, Func<string, bool> parses, List<string> faults) =>
        faults.AddRange(Enumerable.Range(0, keys.Count).Where(i => !parses(keys[i])).Select(i => $"{setting}:{i} must be 32 bytes in base64url (44 characters)."));
}
