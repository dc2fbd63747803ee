using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

public static class WhatsAppAppErrors
{
    public static Error NotFound { get; } = Error.NotFound("whatsapp_app_not_found", "There is no such app.");

    public static Error NameInvalid { get; } = Error.Invalid("whatsapp_app_name_invalid", $"Give the app a name of 1 to {WhatsAppApp.NameMaxLength} characters without control characters.", "name");

    public static Error MetaAppIdInvalid { get; } = Error.Invalid("meta_app_id_invalid", $"A Meta app ID has 5 to {WhatsAppApp.MetaAppIdMaxLength} digits; it stands at the top of the app's dashboard.", "meta_app_id");

    public static Error AppSecretRequired { get; } = Error.Invalid("app_secret_required", "Give the app secret; it stands in the app's basic settings.", "app_secret");

    public static Error VerifyTokenRequired { get; } = Error.Invalid("verify_token_required", "Give a verify token: any word that you also type into the app's webhook settings.", "verify_token");

    public static Error Taken { get; } = Error.Conflict("whatsapp_app_taken", "This app is registered here already.", "meta_app_id");

    /// <summary>Names the numbers that still belong to it.</summary>
    public static Error InUse(IReadOnlyList<string> numbers) =>
        Error.Conflict("whatsapp_app_in_use", $"This app still has {string.Join(", ", numbers)}. Move those to another app first.").With(("names", string.Join(", ", numbers)));
}
