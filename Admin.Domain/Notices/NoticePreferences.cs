using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Notices;

/// <summary>Which of an organization's notices a person wants by mail too. Everybody chooses for themselves; the inbox has all of them anyway.</summary>
public sealed class NoticePreferences(IAdminDb adminDb, NoticeReaders readers)
{
    /// <summary>The groups that this person can receive, each with what holds for it.</summary>
    public async Task<Result<IReadOnlyList<NoticeChoice>>> GetAsync(Actor actor, CancellationToken ct)
    {
        var reader = await readers.RequireAsync(actor, ct);
        if (reader.Failed)
            return reader.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(reader.Value.Organization), ct);
        return Choices(reader.Value, await Own(db, reader.Value).AsNoTracking().ToListAsync(ct));
    }

    /// <summary>Chooses for the groups named; the others stay as they are.</summary>
    public async Task<Result<IReadOnlyList<NoticeChoice>>> SetAsync(Actor actor, IReadOnlyList<NoticeChoice> choices, CancellationToken ct)
    {
        var reader = await readers.RequireAsync(actor, ct);
        if (reader.Failed)
            return reader.Error;
        if (choices.DistinctBy(c => c.Group).Count() != choices.Count)
            return NoticeErrors.GroupTwice;

        await using var db = await adminDb.OpenAsync(TenantScope.For(reader.Value.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        await db.HoldAsync($"notice-preferences:{reader.Value.Person}", ct);
        var rows = await Own(db, reader.Value).ToListAsync(ct);
        foreach (var choice in choices)
        {
            if (rows.Find(r => r.Group == choice.Group) is { } row)
                row.Choose(choice.Mail);
            else
                rows.Add(db.Add(NoticePreference.Create(reader.Value.Organization, reader.Value.Person, choice.Group, choice.Mail)).Entity);
        }

        await write.CommitAsync(ct);
        return Choices(reader.Value, rows);
    }

    private static IQueryable<NoticePreference> Own(AdminDbContext db, NoticeReader reader) =>
        db.Set<NoticePreference>().Where(p => p.PersonId == reader.Person);

    private static List<NoticeChoice> Choices(NoticeReader reader, List<NoticePreference> rows) =>
        [.. reader.Groups.Select(g => new NoticeChoice(g, rows.Find(r => r.Group == g)?.Mail ?? NoticeKinds.IsMailedByDefault(g)))];
}
