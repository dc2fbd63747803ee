using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>A secret and the moment that its people are told of.</summary>
internal sealed record SecretDue(OrganizationId Organization, SecretId Id, string Name, PersonId? Owner, DateTime At);

/// <summary>
/// Tells each organization of its secrets that expire, have expired, or should have got a new value. It works from the rows alone: what was told
/// is known by its key, so it may run twice, on several nodes, or after days in which nothing ran.
/// </summary>
public sealed class SecretReminders(IAdminDb adminDb, NoticeBoard board, TimeProvider time)
{
    /// <summary>Notices per write; nobody should wait noticeably for the write gate.</summary>
    internal const int Batch = 100;

    private static readonly TenantScope Everywhere = TenantScope.All("secrets that are due, whichever organization they are of");

    /// <summary>Posts what has not been told yet.</summary>
    /// <returns>How many notices.</returns>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        var posted = 0;
        List<Exception> failures = [];
        foreach (var (organization, drafts) in await UntoldAsync(ct))
        {
            try
            {
                posted += await TellAsync(organization, drafts, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(e);
            }
        }

        return failures.Count == 0 ? posted : throw new AggregateException("Some organizations could not be reminded; the next sweep tries again.", failures);
    }

    private async Task<int> TellAsync(OrganizationId organization, IReadOnlyList<NoticeDraft> drafts, CancellationToken ct)
    {
        var posted = 0;
        foreach (var batch in drafts.Chunk(Batch))
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            posted += await board.PostAsync(db, organization, batch, ct);
            await write.CommitAsync(ct);
        }

        if (posted > 0)
            await board.AnnounceAsync(organization);
        return posted;
    }

    /// <summary>A few reads over all organizations, whatever the number of secrets.</summary>
    private async Task<IReadOnlyList<(OrganizationId Organization, IReadOnlyList<NoticeDraft> Drafts)>> UntoldAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Everywhere, ct);
        var drafts = await DraftsAsync(db, now, ct);
        if (drafts.Count == 0)
            return [];

        var kinds = drafts.Select(d => d.Draft.Kind.Name).Distinct(StringComparer.Ordinal).ToList();
        var told = (await db.Set<Notice>().Where(n => kinds.Contains(n.Kind)).Select(n => new { n.OrganizationId, n.Key }).ToListAsync(ct))
            .Select(n => (n.OrganizationId, n.Key)).ToHashSet();
        return [.. drafts.Where(d => !told.Contains((d.Organization, d.Draft.Key))).GroupBy(d => d.Organization, d => d.Draft).Select(g => (g.Key, (IReadOnlyList<NoticeDraft>)[.. g]))];
    }

    private static async Task<List<(OrganizationId Organization, NoticeDraft Draft)>> DraftsAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        List<(OrganizationId Organization, NoticeDraft Draft)> drafts = [];
        foreach (var secret in await ExpiringAsync(db, now, ct))
        {
            if (SecretNotices.Expiry(secret, now) is { } draft)
                drafts.Add((secret.Organization, draft));
        }

        drafts.AddRange((await OverdueAsync(db, now, ct)).Select(o => (o.Secret.Organization, SecretNotices.Overdue(o.Secret, o.Days))));
        return drafts;
    }

    /// <summary>An expiry from before notices of it could have been forgotten is not told again.</summary>
    private static async Task<List<SecretDue>> ExpiringAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var from = now - Notice.KeptFor;
        var until = now.AddDays(ReminderSteps.Days[^1]);
        return await Living(db)
            .Where(s => s.ExpiresAt > from && s.ExpiresAt <= until)
            .Select(s => new SecretDue(s.OrganizationId, s.Id, s.Name, s.OwnerId, s.ExpiresAt!.Value))
            .ToListAsync(ct);
    }

    /// <summary>However long ago: an interval given to an old secret makes it due at once. So one that nobody rotates is told again, a year later.</summary>
    private static async Task<List<(SecretDue Secret, int Days)>> OverdueAsync(AdminDbContext db, DateTime now, CancellationToken ct)
    {
        var rows = await Living(db)
            .Where(s => s.RotationDueAt <= now)
            .Select(s => new { Due = new SecretDue(s.OrganizationId, s.Id, s.Name, s.OwnerId, s.RotationDueAt!.Value), Days = s.RotationDays!.Value })
            .ToListAsync(ct);
        return rows.ConvertAll(r => (r.Due, r.Days));
    }

    // An organization that is suspended is told when it comes back.
    private static IQueryable<Secret> Living(AdminDbContext db) =>
        from secret in db.Set<Secret>()
        join organization in db.Set<Organization>() on secret.OrganizationId equals organization.Id
        where secret.DeletedKey == Guid.Empty && organization.SuspendedAt == null
        select secret;
}
