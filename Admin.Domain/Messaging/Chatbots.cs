using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>The organization's chatbots: what secrets and numbers belong to.</summary>
public sealed class Chatbots(IAdminDb adminDb, Access access, AuditLog audit, IEnumerable<IChatbotUsers> users, TimeProvider time)
{
    /// <param name="text">In name or description; null for all.</param>
    public async Task<Result<Page<ChatbotView>>> ListAsync(Actor actor, string? text, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Chatbots.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<Chatbot>().AsNoTracking();
        if (text?.Trim() is { Length: > 0 } wanted)
        {
            var pattern = LikePattern.Containing(wanted);
            rows = rows.Where(c => EF.Functions.Like(c.Name, pattern, LikePattern.Escape) || EF.Functions.Like(c.Description!, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(c => c.NormalizedName).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ChatbotView>(items.ConvertAll(ChatbotView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<ChatbotView>> GetAsync(Actor actor, ChatbotId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Chatbots.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Chatbot>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } chatbot ? ChatbotView.Of(chatbot) : ChatbotErrors.NotFound;
    }

    public async Task<Result<ChatbotView>> CreateAsync(Actor actor, ChatbotDraft draft, CancellationToken ct)
    {
        if (Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Chatbots.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var chatbot = Chatbot.Create(allowed.Value, draft.Name!, Description(draft), time.GetUtcNow().UtcDateTime);
        if (await IsTakenAsync(db, chatbot, ct))
            return ChatbotErrors.NameTaken;
        db.Add(chatbot);
        await audit.AppendAsync(db, actor, Act("chatbot.created", chatbot.Id), ct);
        await write.CommitAsync(ct);
        return ChatbotView.Of(chatbot);
    }

    public async Task<Result<ChatbotView>> ChangeAsync(Actor actor, ChatbotId id, ChatbotDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        if (Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Chatbots.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Chatbot>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } chatbot)
            return ChatbotErrors.NotFound;
        if (OrganizationErrors.StampFault(ifMatch, chatbot.Stamp) is { } stale)
            return stale;
        chatbot.Change(draft.Name!, Description(draft));
        if (await IsTakenAsync(db, chatbot, ct))
            return ChatbotErrors.NameTaken;
        await audit.AppendAsync(db, actor, Act("chatbot.changed", id), ct);
        await write.CommitAsync(ct);
        return ChatbotView.Of(chatbot);
    }

    /// <summary>Deletes a chatbot that nothing belongs to any more.</summary>
    public async Task<Result> DeleteAsync(Actor actor, ChatbotId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Chatbots.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Chatbot>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } chatbot)
            return ChatbotErrors.NotFound;
        List<ChatbotUser> belongings = [];
        foreach (var feature in users)
            belongings.AddRange(await feature.FindAsync(db, id, ct));
        if (belongings.Count > 0)
            return ChatbotErrors.InUse(belongings);
        db.Remove(chatbot);
        await audit.AppendAsync(db, actor, Act("chatbot.deleted", id), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private static Error? Check(ChatbotDraft draft)
    {
        List<Error> faults = [];
        if (draft.Name?.Trim() is not { Length: > 0 and <= Chatbot.NameMaxLength } name || name.Any(char.IsControl))
            faults.Add(ChatbotErrors.NameInvalid);
        if (draft.Description?.Trim().Length > Chatbot.DescriptionMaxLength)
            faults.Add(ChatbotErrors.DescriptionInvalid);
        return Error.Join(faults);
    }

    private static string? Description(ChatbotDraft draft) => string.IsNullOrWhiteSpace(draft.Description) ? null : draft.Description.Trim();

    private static Task<bool> IsTakenAsync(AdminDbContext db, Chatbot chatbot, CancellationToken ct) =>
        db.Set<Chatbot>().AnyAsync(c => c.NormalizedName == chatbot.NormalizedName && c.Id != chatbot.Id, ct);

    private static AuditAct Act(string action, ChatbotId id) => new(action, "chatbot", id.ToString());
}
