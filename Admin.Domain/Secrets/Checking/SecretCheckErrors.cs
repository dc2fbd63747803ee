using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Checking;

public static class SecretCheckErrors
{
    public static Error AddressInvalid { get; } = Error.Invalid("secret_check_address_invalid", $"Give an https address of at most {CheckAddress.UrlMaxLength} characters, without user name and password in it.", "url");

    public static Error HeaderInvalid { get; } = Error.Invalid("secret_check_header_invalid", $"A header's name has up to {CheckAddress.HeaderMaxLength} letters, digits and hyphens, and is none that steers the request itself.", "header");

    public static Error NothingToTry { get; } = Error.Conflict("secret_check_nothing", "Nothing says whether this secret works: no number and no data source uses it, and it has no check address.");

    /// <summary>Sending the value to an address that somebody chooses would show it to them.</summary>
    public static Error RestrictedAddress { get; } = Error.Forbidden("secret_check_restricted", "This secret is restricted: its value is sent only to hosts that the platform's operators allow (Secrets:CheckAllowedHosts).");
}
