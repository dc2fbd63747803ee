using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Numbers that answer as a chatbot.</summary>
internal sealed class NumberChatbotUsers : IChatbotUsers
{
    public async Task<IReadOnlyList<ChatbotUser>> FindAsync(AdminDbContext db, ChatbotId chatbot, CancellationToken ct) =>
        await db.Set<Number>().Where(n => n.ChatbotId == chatbot).Select(n => new ChatbotUser("number", n.Id.ToString(), n.DisplayPhoneNumber)).ToListAsync(ct);
}
