using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Notices;

/// <summary>A person's notices of one organization. Super admins who visit have none there: notices are its members'.</summary>
public sealed class NoticeInbox(IAdminDb adminDb, NoticeReaders readers, ILiveChannel channel, TimeProvider time)
{
    /// <summary>Name of the live topic; its snapshot only says that something changed.</summary>
    public const string LiveTopic = "notices";

    /// <summary>Unread ones first, then the newest.</summary>
    public async Task<Result<Page<NoticeView>>> ListAsync(Actor actor, NoticeFilter filter, PageRequest page, CancellationToken ct)
    {
        var reader = await readers.RequireAsync(actor, ct);
        if (reader.Failed)
            return reader.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(reader.Value.Organization), ct);
        var matching = Matching(reader.Value.Visible(db).AsNoTracking(), filter);
        var total = await matching.CountAsync(ct);
        var rows = await matching
            .OrderBy(n => n.Receipt.ReadAt != null)
            .ThenByDescending(n => n.Notice.CreatedAt)
            .ThenByDescending(n => n.Notice.Id)
            .Skip(page.Skip).Take(page.Size)
            .Select(n => new { n.Notice, n.Receipt.ReadAt })
            .ToListAsync(ct);
        return new Page<NoticeView>(rows.ConvertAll(r => View(r.Notice, r.ReadAt)), total, page.Number, page.Size);
    }

    public async Task<Result<int>> CountUnreadAsync(Actor actor, CancellationToken ct)
    {
        var reader = await readers.RequireAsync(actor, ct);
        if (reader.Failed)
            return reader.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(reader.Value.Organization), ct);
        return await reader.Value.Visible(db).CountAsync(n => n.Receipt.ReadAt == null, ct);
    }

    /// <summary>Reading twice changes nothing.</summary>
    public async Task<Result> MarkReadAsync(Actor actor, NoticeId id, CancellationToken ct)
    {
        var marked = await MarkAsync(actor, n => n.Where(x => x.Notice.Id == id), ct);
        return marked.Failed ? marked.Error : marked.Value.Found ? Result.Ok : NoticeErrors.NotFound;
    }

    /// <summary>Marks all as read, or all of one group.</summary>
    /// <returns>How many were unread.</returns>
    public async Task<Result<int>> MarkAllReadAsync(Actor actor, NoticeGroup? group, CancellationToken ct)
    {
        var marked = await MarkAsync(actor, n => Matching(n, new NoticeFilter(Unread: true, group)), ct);
        return marked.Map(m => m.Marked);
    }

    private async Task<Result<(bool Found, int Marked)>> MarkAsync(Actor actor, Func<IQueryable<ReceivedNotice>, IQueryable<ReceivedNotice>> which, CancellationToken ct)
    {
        var reader = await readers.RequireAsync(actor, ct);
        if (reader.Failed)
            return reader.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(reader.Value.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var receipts = await which(reader.Value.Visible(db)).Select(n => n.Receipt).ToListAsync(ct);
        var unread = receipts.Where(r => r.ReadAt is null).ToList();
        if (unread.Count == 0)
            return (receipts.Count > 0, 0);
        unread.ForEach(r => r.Read(time.GetUtcNow().UtcDateTime));
        await write.CommitAsync(ct);
        channel.Publish(new LiveNote(LiveTopic, reader.Value.Organization));
        return (true, unread.Count);
    }

    private static IQueryable<ReceivedNotice> Matching(IQueryable<ReceivedNotice> notices, NoticeFilter filter)
    {
        if (filter.Unread)
            notices = notices.Where(n => n.Receipt.ReadAt == null);
        if (filter.Group is { } group)
        {
            var kinds = NoticeKinds.All.Where(k => k.Group == group).Select(k => k.Name).ToList();
            notices = notices.Where(n => kinds.Contains(n.Notice.Kind));
        }

        return notices;
    }

    private static NoticeView View(Notice n, DateTime? readAt) =>
        new(n.Id, n.Kind, NoticeKinds.Find(n.Kind)?.Group ?? default, n.SubjectType, n.SubjectId, NoticeDetails.Read(n.Details), n.CreatedAt, readAt);
}
