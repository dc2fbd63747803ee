using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging;

/// <summary>Something that belongs to a chatbot.</summary>
/// <param name="Type">Snake case, such as <c>number</c> or <c>secret</c>.</param>
public sealed record ChatbotUser(string Type, string Id, string Name);

/// <summary>Each feature whose rows belong to chatbots registers one, so that no chatbot is deleted under them.</summary>
public interface IChatbotUsers
{
    /// <summary>What of this feature belongs to the chatbot. Asked inside the deleting write, with its context.</summary>
    Task<IReadOnlyList<ChatbotUser>> FindAsync(AdminDbContext db, ChatbotId chatbot, CancellationToken ct);
}
