using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

public static class NumberErrors
{
    public static Error NotFound { get; } = Error.NotFound("number_not_found", "There is no such number.");

    public static Error PhoneNumberIdInvalid { get; } = Error.Invalid("phone_number_id_invalid", $"A phone_number_id has 5 to {Number.PhoneNumberIdMaxLength} digits; it stands in the Meta app, beside the number.", "phone_number_id");

    public static Error TokenRequired { get; } = Error.Invalid("access_token_required", "Give either the access token, or the secret that holds it.", "access_token");

    public static Error TokenGivenTwice { get; } = Error.Invalid("access_token_given_twice", "Give either the access token or a secret that holds it, not both.", "access_token");

    public static Error SecretNotFound { get; } = Error.NotFound("secret_not_found", "There is no such secret.") with { Field = "access_token_secret_id" };

    public static Error ChatbotNotFound { get; } = ChatbotErrors.NotFound with { Field = "chatbot_id" };

    public static Error AppNotFound { get; } = WhatsAppAppErrors.NotFound with { Field = "app_id" };

    /// <summary>Says nothing of who has it.</summary>
    public static Error Taken { get; } = Error.Conflict("number_taken", "This number is registered on the platform already. If it is yours, ask the platform's support.", "phone_number_id");

    /// <summary>The API refused the number or its token.</summary>
    public static Error Rejected(int code) =>
        Error.Refused("number_rejected", $"WhatsApp does not know this number under this token (code {code}). Check both in the Meta app.", "phone_number_id").With(("api_code", code));

    public static Error Unreachable { get; } = Error.Unavailable("whatsapp_away", "WhatsApp did not answer, so the number could not be checked. Nothing was saved; try again.");

    /// <summary>Names what still sends from the number.</summary>
    public static Error InUse(IReadOnlyList<NumberUser> users) =>
        Error.Conflict("number_in_use", $"This number is still used by {string.Join(", ", users.Select(u => u.Name))}. Finish or delete those first.")
            .With(("names", string.Join(", ", users.Select(u => u.Name))), ("used_by", users.Select(u => $"{u.Type}:{u.Id}").ToArray()));
}
