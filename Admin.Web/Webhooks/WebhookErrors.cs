using Admin.Domain.Common;

namespace Admin.Web.Webhooks;

internal static class WebhookErrors
{
    public static Error VerifyTokenWrong { get; } = Error.Forbidden("verify_token_wrong", "The verify token does not match. Use the one that this address was set up with.");

    public static Error SignatureInvalid { get; } = new(ErrorKind.Unauthenticated, "signature_invalid", "The body is not signed with this app's secret.");

    public static Error NotStored { get; } = Error.Unavailable("webhook_not_stored", "The body could not be stored. Send it again.");
}
