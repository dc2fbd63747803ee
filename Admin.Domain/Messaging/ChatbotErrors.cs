using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

public static class ChatbotErrors
{
    public static Error NotFound { get; } = Error.NotFound("chatbot_not_found", "There is no such chatbot.");

    public static Error NameInvalid { get; } = Error.Invalid("chatbot_name_invalid", $"Give the chatbot a name of 1 to {Chatbot.NameMaxLength} characters without control characters.", "name");

    public static Error DescriptionInvalid { get; } = Error.Invalid("chatbot_description_invalid", $"A description has at most {Chatbot.DescriptionMaxLength} characters. Shorten it.", "description");

    public static Error NameTaken { get; } = Error.Conflict("chatbot_name_taken", "There is a chatbot of this name already. Choose another name.", "name");

    /// <summary>Names what still belongs to the chatbot.</summary>
    public static Error InUse(IReadOnlyList<ChatbotUser> users) =>
        Error.Conflict("chatbot_in_use", $"This chatbot still has {string.Join(", ", users.Select(u => u.Name))}. Move or delete those first.")
            .With(("names", string.Join(", ", users.Select(u => u.Name))), ("used_by", users.Select(u => $"{u.Type}:{u.Id}").ToArray()));
}
