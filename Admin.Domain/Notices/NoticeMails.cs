using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Notices;

/// <summary>
/// Mails notices that wait for it: right after they were announced, and by the sweep whatever a crash left. What waits for one
/// person goes out as one mail.
/// </summary>
public sealed class NoticeMails(IAdminDb adminDb, IMail mail, PublicAddress address, TimeProvider time)
{
    internal const int Batch = 500;

    private static readonly TenantScope Everywhere = TenantScope.All("notices that wait for their mail, whichever organization they are of");

    public bool AreSent => mail.IsConfigured && address.IsKnown;

    /// <summary>Hands over what waits, of one organization or of all; each receipt once, whichever node gets there first.</summary>
    /// <returns>How many mails.</returns>
    public async Task<int> PostDueAsync(OrganizationId? only, CancellationToken ct)
    {
        var mails = 0;
        while (AreSent)
        {
            var (taken, posted) = await PostBatchAsync(only, ct);
            mails += posted;
            if (taken < Batch)
                break;
        }

        return mails;
    }

    private async Task<(int Taken, int Posted)> PostBatchAsync(OrganizationId? only, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Everywhere, ct);
        if (!await Due(db, only).AnyAsync(ct))
            return default;

        await using var write = await db.BeginWriteAsync(ct);
        await db.HoldAsync("notice-mails", ct);
        var due = await Waiting(db, Due(db, only)).ToListAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var waiting in due)
        {
            if (waiting.IsWanted)
                waiting.Receipt.TakeMail(now);
            else
                waiting.Receipt.DropMail();
        }

        // Written before anything is handed over, and kept only after it: neither a fault here nor one there loses a mail.
        await db.SaveChangesAsync(ct);
        var letters = due.Where(w => w.IsWanted).GroupBy(w => (w.Receipt.OrganizationId, w.Receipt.PersonId)).Select(Letter).ToList();
        letters.ForEach(mail.Post);
        await write.CommitAsync(ct);
        return (due.Count, letters.Count);
    }

    private OutgoingMail Letter(IGrouping<(OrganizationId Organization, PersonId Person), WaitingMail> waiting)
    {
        var first = waiting.First();
        var notices = waiting.OrderBy(w => w.Notice.CreatedAt).Select(w => new ToldNotice(w.Notice.Kind, w.Notice.SubjectId, NoticeDetails.Read(w.Notice.Details))).ToList();
        return new NoticeLetter(first.OrganizationName, first.Slug, notices, address).To(first.Person.Email!);
    }

    private static IQueryable<NoticeReceipt> Due(AdminDbContext db, OrganizationId? only)
    {
        var due = db.Set<NoticeReceipt>().Where(r => r.MailDueAt != null);
        return only is { } organization ? due.Where(r => r.OrganizationId == organization) : due;
    }

    private static IQueryable<WaitingMail> Waiting(AdminDbContext db, IQueryable<NoticeReceipt> due) =>
        from receipt in due.OrderBy(r => r.OrganizationId).ThenBy(r => r.PersonId).Take(Batch)
        join notice in db.Set<Notice>() on new { receipt.OrganizationId, Id = receipt.NoticeId } equals new { notice.OrganizationId, notice.Id }
        join organization in db.Set<Organization>() on receipt.OrganizationId equals organization.Id
        join person in db.Users on receipt.PersonId equals person.Id
        join membership in db.Set<Membership>() on new { receipt.OrganizationId, receipt.PersonId } equals new { membership.OrganizationId, membership.PersonId } into memberships
        from membership in memberships.DefaultIfEmpty()
        select new WaitingMail(receipt, notice, organization.Name, organization.Slug, organization.SuspendedAt != null, person, membership);

    /// <summary>A receipt with what decides whether it is mailed still.</summary>
    private sealed record WaitingMail(NoticeReceipt Receipt, Notice Notice, string OrganizationName, string Slug, bool IsSuspended, Person Person, Membership? Membership)
    {
        public bool IsWanted => Receipt.ReadAt is null && !IsSuspended && !Person.IsDisabled && Membership is { IsDisabled: false } member
            && NoticeKinds.Find(Notice.Kind) is { } kind && (Receipt.IsPersonal || RolePermissions.Of(member.Role).Contains(kind.Permission));
    }
}
