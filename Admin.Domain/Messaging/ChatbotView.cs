namespace Admin.Domain.Messaging;

/// <summary>A chatbot as its organization sees it.</summary>
/// <param name="Stamp">For If-Match.</param>
public sealed record ChatbotView(ChatbotId Id, string Name, string? Description, DateTime CreatedAt, Guid Stamp)
{
    internal static ChatbotView Of(Chatbot c) => new(c.Id, c.Name, c.Description, c.CreatedAt, c.Stamp);
}

/// <summary>A chatbot to be made, or what one should become.</summary>
public sealed record ChatbotDraft(string? Name, string? Description = null);
