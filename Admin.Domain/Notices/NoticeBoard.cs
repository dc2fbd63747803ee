using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Notices;

/// <summary>
/// Where features tell an organization's people something: post inside the write that it is about, announce after its commit.
/// An announcement that a crash prevents is made up for: bells look by themselves, and the sweep mails what still waits.
/// </summary>
public sealed class NoticeBoard(ILiveChannel channel, IMail mail, NoticeMails mails, TimeProvider time, ILogger<NoticeBoard> log)
{
    /// <summary>Tells one thing, unless its key was told before or nobody is there to receive it.</summary>
    /// <returns>Whether it was told.</returns>
    public async Task<bool> PostAsync(AdminDbContext db, OrganizationId organization, NoticeDraft draft, CancellationToken ct) =>
        await PostAsync(db, organization, [draft], ct) > 0;

    /// <summary>Tells several things at once. Post after the write's audit entries: every writer then waits for both in the same order.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> PostAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<NoticeDraft> drafts, CancellationToken ct)
    {
        if (!db.HoldsWriteGate)
            throw new InvalidOperationException("A notice is posted inside the write that it is about.");
        // Two writers of one key would both find it free; the second waits here for the first's end.
        await db.HoldAsync($"notices:{organization}", ct);
        var fresh = await FreshAsync(db, organization, drafts, ct);
        if (fresh.Count == 0)
            return 0;

        var circle = await NoticeCircle.ReadAsync(db, organization, ct);
        return fresh.Count(draft => Add(db, organization, draft, circle));
    }

    /// <summary>
    /// Takes back what is no longer so, inside the write that changed it: it stays in everybody's inbox as read, and no mail of it goes out.
    /// Its keys are free again. Announce it after the commit, so that bells count anew.
    /// </summary>
    /// <returns>How many of the keys had been told.</returns>
    public async Task<int> WithdrawAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        if (!db.HoldsWriteGate)
            throw new InvalidOperationException("A notice is withdrawn inside the write that outdates it.");
        var wanted = keys.ToList();
        var notices = await db.Set<Notice>().Where(n => n.OrganizationId == organization && EF.Parameter(wanted).Contains(n.Key)).ToListAsync(ct);
        if (notices.Count == 0)
            return 0;

        var ids = notices.ConvertAll(n => n.Id);
        var unread = await db.Set<NoticeReceipt>()
            .Where(r => r.OrganizationId == organization && r.ReadAt == null && EF.Parameter(ids).Contains(r.NoticeId))
            .ToListAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        unread.ForEach(r => r.Withdraw(now));
        notices.ForEach(n => n.Withdraw());
        return notices.Count;
    }

    /// <summary>After the commit: bells ring, and mails go out. Never throws, because what it tells of stands by now.</summary>
    public async Task AnnounceAsync(OrganizationId organization)
    {
        channel.Publish(new LiveNote(NoticesTopic.Name, organization));
        try
        {
            await mails.PostDueAsync(organization, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "Notices of organization {Organization} could not be mailed; the next sweep tries again", organization);
        }
    }

    private bool Add(AdminDbContext db, OrganizationId organization, NoticeDraft draft, NoticeCircle circle)
    {
        var receivers = circle.Receivers(draft);
        if (receivers.Count == 0)
            return false;
        var notice = Notice.Create(organization, draft, time.GetUtcNow().UtcDateTime);
        db.Add(notice);
        foreach (var receiver in receivers)
            db.Add(NoticeReceipt.Create(notice, receiver.Person, receiver.IsPersonal, mail.IsConfigured && circle.WantsMail(receiver.Person, draft.Kind.Group)));
        return true;
    }

    private static async Task<List<NoticeDraft>> FreshAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<NoticeDraft> drafts, CancellationToken ct)
    {
        var keys = drafts.Select(d => d.Key).ToList();
        var told = await db.Set<Notice>().Where(n => n.OrganizationId == organization && keys.Contains(n.Key)).Select(n => n.Key).ToListAsync(ct);
        var unsaved = db.ChangeTracker.Entries<Notice>().Where(e => e.Entity.OrganizationId == organization).Select(e => e.Entity.Key);
        var known = told.Concat(unsaved).ToHashSet(StringComparer.Ordinal);
        return [.. drafts.Where(d => known.Add(d.Key))];
    }
}

/// <summary>Who of an organization receives what, read once for any number of notices.</summary>
internal sealed class NoticeCircle
{
    private readonly IReadOnlyList<(PersonId Person, Role Role)> _members;
    private readonly IReadOnlyDictionary<(PersonId Person, NoticeGroup Group), bool> _choices;

    private NoticeCircle(IReadOnlyList<(PersonId Person, Role Role)> members, IReadOnlyDictionary<(PersonId Person, NoticeGroup Group), bool> choices) =>
        (_members, _choices) = (members, choices);

    public static async Task<NoticeCircle> ReadAsync(AdminDbContext db, OrganizationId organization, CancellationToken ct)
    {
        var members = await (
            from membership in db.Set<Membership>()
            join person in db.Users on membership.PersonId equals person.Id
            where membership.OrganizationId == organization && membership.DisabledAt == null && person.DisabledAt == null
            orderby membership.JoinedAt
            select new { membership.PersonId, membership.Role }).ToListAsync(ct);
        var choices = await db.Set<NoticePreference>().AsNoTracking().Where(p => p.OrganizationId == organization).ToListAsync(ct);
        return new NoticeCircle([.. members.Select(m => (m.PersonId, m.Role))], choices.ToDictionary(c => (c.PersonId, c.Group), c => c.Mail));
    }

    public IReadOnlyList<(PersonId Person, bool IsPersonal)> Receivers(NoticeDraft draft) =>
    [
        .. _members.Where(m => m.Person != draft.Except)
            .Select(m => (m.Person, May: RolePermissions.Of(m.Role).Contains(draft.Kind.Permission)))
            .Where(m => m.May || m.Person == draft.Also)
            .Select(m => (m.Person, !m.May)),
    ];

    public bool WantsMail(PersonId person, NoticeGroup group) =>
        _choices.TryGetValue((person, group), out var chosen) ? chosen : NoticeKinds.IsMailedByDefault(group);
}
