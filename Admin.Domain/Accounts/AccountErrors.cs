using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

public static class AccountErrors
{
    /// <summary>One answer for an unknown address, a wrong password, a locked and a disabled account.</summary>
    public static Error WrongCredentials { get; } = new(ErrorKind.Unauthenticated, "invalid_credentials", "The address or the password is wrong. Try again, or reset your password.");

    public static Error OtpRequired { get; } = new(ErrorKind.Unauthenticated, "otp_required", "This account has a second factor. Send the six digits of your authenticator app, or a recovery code, as otp.");

    public static Error OtpInvalid { get; } = new(ErrorKind.Unauthenticated, "otp_invalid", "This code is wrong or was used before. Wait for the next one and try again.", "otp");

    public static Error SignInExpired { get; } = new(ErrorKind.Unauthenticated, "sign_in_expired", "Too much time went by. Start again with your address and password.");

    public static Error RefreshTokenInvalid { get; } = new(ErrorKind.Unauthenticated, "refresh_token_invalid", "This refresh token is not valid. Sign in again.");

    public static Error RefreshTokenExpired { get; } = new(ErrorKind.Unauthenticated, "refresh_token_expired", "This refresh token has expired. Sign in again.");

    public static Error RefreshTokenReused { get; } = new(ErrorKind.Unauthenticated, "refresh_token_reused", "This refresh token was used before, so its session was ended. Sign in again.");

    public static Error ConfirmationWrongPassword { get; } = Error.Forbidden("wrong_password", "This is not your password. Try again.");

    public static Error ConfirmationOtpRequired { get; } = Error.Forbidden("otp_required", "Confirm with a code of your authenticator app, or a recovery code.");

    public static Error ConfirmationOtpInvalid { get; } = Error.Forbidden("otp_invalid", "This code is wrong or was used before. Wait for the next one and try again.");

    public static Error LinkInvalid { get; } = Error.Invalid("link_invalid", "This link was used before, has expired or is incomplete. Ask for a new one.");

    public static Error EmailInvalid { get; } = Error.Invalid("email_invalid", $"Give an e-mail address of at most {Person.EmailMaxLength} characters, such as name@example.com.", "email");

    public static Error EmailTaken { get; } = Error.Conflict("email_taken", "There is already an account with this address.", "email");

    public static Error NameInvalid { get; } = Error.Invalid("name_invalid", $"Give a name of 1 to {Person.NameMaxLength} characters.", "name");

    public static Error PasswordRequired { get; } = Error.Invalid("password_required", "Give your password.", "password");

    public static Error PasswordTooShort { get; } = Error.Invalid("password_too_short", $"Choose a password of at least {PasswordRules.MinLength} characters. A few words in a row are easy to keep in mind.", "password").With(("min", PasswordRules.MinLength));

    public static Error PasswordTooLong { get; } = Error.Invalid("password_too_long", $"Choose a password of at most {PasswordRules.MaxLength} characters.", "password").With(("max", PasswordRules.MaxLength));

    public static Error PasswordTooSimple { get; } = Error.Invalid("password_too_simple", "This password is easy to guess: it repeats itself or contains your address. Choose another one.", "password");

    public static Error OrganizationNameInvalid { get; } = Error.Invalid("organization_name_invalid", $"Give the organization a name of 1 to {Organizations.Organization.NameMaxLength} characters.", "organization_name");

    public static Error RegistrationClosed { get; } = Error.Forbidden("registration_closed", "Registration is closed here. Ask an admin of your organization for an invitation.");

    public static Error SecondFactorNotOffered { get; } = Error.Conflict("second_factor_not_started", "Start the set-up of the second factor again.");

    public static Error SecondFactorAlreadyOn { get; } = Error.Conflict("second_factor_already_on", "The second factor is on already. Turn it off first to set up another device.");

    public static Error SecondFactorOff { get; } = Error.Conflict("second_factor_off", "The second factor is off already.");

    public static Error SecondFactorKept { get; } = Error.Conflict("second_factor_kept", "Your role or organization requires a second factor, so it cannot be turned off.");

    public static Error SessionNotFound { get; } = Error.NotFound("session_not_found", "There is no such session.");

    public static Error PeopleOnly { get; } = Error.Forbidden("people_only", "Only a signed-in person can do this.");
}
