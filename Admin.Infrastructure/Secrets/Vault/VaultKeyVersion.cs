using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Admin.Domain.Secrets;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>
/// Which version of which key made a ciphertext, kept as <c>vault:mount/key:v1</c>. So what is stored stays readable when the
/// settings name another key. It comes from a row and becomes part of an address: whatever is not such a name is no key.
/// </summary>
internal sealed partial record VaultKeyVersion(string Mount, string Key, int Version)
{
    private const string Prefix = "vault:v";

    public static bool TryParse(string text, [NotNullWhen(true)] out VaultKeyVersion? parsed)
    {
        parsed = null;
        if (Shape().Match(text) is not { Success: true } match || !VaultOptions.IsPath(match.Groups["mount"].Value) || !VaultOptions.IsKeyName(match.Groups["key"].Value))
            return false;
        parsed = new(match.Groups["mount"].Value, match.Groups["key"].Value, int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>
    /// Takes apart what Vault answers (<c>vault:v1:base64</c>). Kept are the bytes: base64 has several texts for the same bytes,
    /// and a changed row must never decrypt.
    /// </summary>
    public static bool TryReadCiphertext(string mount, string key, string? text, [NotNullWhen(true)] out VaultKeyVersion? version, [NotNullWhen(true)] out byte[]? bytes)
    {
        version = null;
        bytes = null;
        var parts = text?.Split(':') ?? [];
        if (parts is not ["vault", ['v', .. var number], var content] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            return false;
        var buffer = new byte[content.Length];
        if (!Convert.TryFromBase64String(content, buffer, out var length))
            return false;
        version = new(mount, key, parsed);
        bytes = buffer[..length];
        return true;
    }

    public string WriteCiphertext(ReadOnlySpan<byte> bytes) => $"{Prefix}{Version.ToString(CultureInfo.InvariantCulture)}:{Convert.ToBase64String(bytes)}";

    public override string ToString() => $"vault:{Mount}/{Key}:v{Version.ToString(CultureInfo.InvariantCulture)}";

    [GeneratedRegex(@"^vault:(?<mount>[^:]+)/(?<key>[^:/]+):v(?<version>[1-9][0-9]{0,8})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
