using System.Text.RegularExpressions;

namespace Admin.Domain.Secrets;

/// <summary>Section <c>Secrets:Vault</c>: the transit engine of HashiCorp Vault or OpenBao. Without an address the provider is not offered.</summary>
public sealed partial class VaultOptions
{
    public string? Address { get; set; }

    /// <summary>Empty: the root namespace.</summary>
    public string? Namespace { get; set; }

    /// <summary>Where the transit engine is mounted.</summary>
    public string Mount { get; set; } = "transit";

    /// <summary>A key of that mount, derived by context.</summary>
    public string? Key { get; set; }

    /// <summary>Either this, or <see cref="RoleId"/> with <see cref="SecretId"/>.</summary>
    public string? Token { get; set; }

    public string? RoleId { get; set; }

    public string? SecretId { get; set; }

    public bool IsSetUp => !string.IsNullOrWhiteSpace(Address);

    /// <summary>Whether this can be a mount or a namespace: names with slashes in between, none of which climbs.</summary>
    public static bool IsPath(string? text) => text is { Length: <= 100 } && PathShape().IsMatch(text);

    public static bool IsKeyName(string? text) => text is { Length: <= 200 } && NameShape().IsMatch(text);

    internal IEnumerable<string> Faults()
    {
        if (!IsSetUp)
        {
            if (Array.Exists([Key, Token, RoleId, SecretId], s => !string.IsNullOrEmpty(s)))
                yield return "Secrets:Vault:Address is required where other settings of Secrets:Vault are given.";
            yield break;
        }

        if (!ProviderAddress.IsSafe(Address))
            yield return "Secrets:Vault:Address must be an https address (http only on loopback) without user, query or fragment.";
        if (!string.IsNullOrEmpty(Namespace) && !IsPath(Namespace))
            yield return "Secrets:Vault:Namespace must be names of letters, digits, '_', '-' and '.', with slashes in between.";
        if (!IsPath(Mount))
            yield return "Secrets:Vault:Mount must be names of letters, digits, '_', '-' and '.', with slashes in between.";
        if (!IsKeyName(Key))
            yield return "Secrets:Vault:Key is required: letters, digits, '_', '-' and '.', at most 200.";
        if (string.IsNullOrEmpty(Token) == (string.IsNullOrEmpty(RoleId) || string.IsNullOrEmpty(SecretId)) || (!string.IsNullOrEmpty(Token) && !string.IsNullOrEmpty(RoleId)))
            yield return "Secrets:Vault needs either Token, or RoleId with SecretId.";
        if (Token?.All(c => c is > ' ' and < '\u007f') == false)
            yield return "Secrets:Vault:Token holds characters that no token has.";
    }

    [GeneratedRegex(@"^\w[\w-]*(\.[\w-]+)*(/\w[\w-]*(\.[\w-]+)*)*\z", RegexOptions.ECMAScript | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathShape();

    [GeneratedRegex(@"^\w[\w-]*(\.[\w-]+)*\z", RegexOptions.ECMAScript | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameShape();
}
