using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Auditing;

/// <summary>Section <c>Auditing</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Auditing";

    /// <summary>Length of the key that seals entries, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Base64 of 32 bytes. Development: kept in <c>audit.key</c> in the data directory unless given; required otherwise.</summary>
    public string? Key { get; set; }
}

internal sealed class AuditOptionsValidator(IHostEnvironment environment) : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Key))
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Auditing:Key is required outside Development: base64 of 32 random bytes, the same on every node.");
        }

        var bytes = new byte[AuditOptions.KeyLength + 1];
        return Convert.TryFromBase64String(options.Key, bytes, out var length) && length == AuditOptions.KeyLength
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Auditing:Key must be base64 of exactly 32 bytes.");
    }
}
