using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

public static class AccessErrors
{
    public static Error NotSignedIn { get; } = new(ErrorKind.Unauthenticated, "not_signed_in", "Sign in first, or send a valid access token.");

    public static Error OrganizationRequired { get; } = Error.Invalid("organization_required", "Say which organization this is about: send X-Organization-Id and, as a super admin, X-Reason.");

    public static Error ReasonRequired { get; } = Error.Forbidden("reason_required", "Say why: send X-Reason with 3 to 500 characters.");

    public static Error ReauthenticationRequired { get; } = Error.Forbidden("reauthentication_required", "Confirm that it is you with your password, then try again.");

    public static Error SecondFactorRequired { get; } = Error.Forbidden("second_factor_required", "This organization asks for a second factor. Set one up on your security page.");

    public static Error OrganizationSuspended { get; } = Error.Forbidden("organization_suspended", "This organization is suspended. Ask the platform's support.");

    /// <summary>One answer for every missing permission, given without looking at the object.</summary>
    public static Error Forbidden(string permission) =>
        Error.Forbidden("forbidden", $"Your role does not allow this ({permission}). Ask an admin of the organization.").With(("permission", permission));
}
