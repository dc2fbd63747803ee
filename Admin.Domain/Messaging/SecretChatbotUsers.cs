using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Secrets that belong to a chatbot, deleted ones too: they can be restored, and their rows still name it.</summary>
internal sealed class SecretChatbotUsers : IChatbotUsers
{
    public async Task<IReadOnlyList<ChatbotUser>> FindAsync(AdminDbContext db, ChatbotId chatbot, CancellationToken ct) =>
        await db.Set<Secret>().Where(s => s.ChatbotId == chatbot).Select(s => new ChatbotUser("secret", s.Id.ToString(), s.Name)).ToListAsync(ct);
}
