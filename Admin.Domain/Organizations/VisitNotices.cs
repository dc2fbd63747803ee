using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>A super admin's stay, as the organization's admins are told of it.</summary>
/// <param name="EndsAt">When it ended, or ends by itself.</param>
public sealed record VisitNotice(PersonId Person, string PersonName, string Reason, DateTime EnteredAt, DateTime EndsAt, bool IsOpen);

/// <summary>Tells an organization's admins which super admins are inside, or lately were.</summary>
public sealed class VisitNotices(IAdminDb adminDb, Access access, TimeProvider time)
{
    /// <summary>Name of the live topic; its snapshot only says how many are inside.</summary>
    public const string LiveTopic = "visits";

    /// <summary>The audit page, filtered to what is done to the organization itself.</summary>
    public const string AuditFilter = "organization";

    /// <summary>How long a stay that is over is still shown; the audit keeps it for good.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    private const int Most = 50;

    /// <summary>Open and recent stays, the newest first.</summary>
    public async Task<Result<IReadOnlyList<VisitNotice>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Audit.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        var now = time.GetUtcNow().UtcDateTime;
        var since = now - Recent;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = await (
            from visit in db.Set<OrganizationVisit>().AsNoTracking()
            join person in db.Users on visit.PersonId equals person.Id
            where visit.EndsAt > since
            orderby visit.EnteredAt descending
            select new { visit, person.Name }).Take(Most).ToListAsync(ct);
        return Joined([.. rows.Select(r => new VisitNotice(r.visit.PersonId, r.Name, r.visit.Reason, r.visit.EnteredAt, r.visit.EndsAt, r.visit.EndsAt > now))]);
    }

    /// <summary>What goes into the inboxes of those who may read the audit, and out to them by mail.</summary>
    internal static NoticeDraft Entered(OrganizationVisit visit, string visitor) =>
        new(NoticeKinds.OrganizationEntered, $"{NoticeKinds.OrganizationEntered.Name}:{visit.Id}", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["person_name"] = visitor,
            ["reason"] = visit.Reason,
            ["entered_at"] = NoticeDetails.Text(visit.EnteredAt),
            ["ends_at"] = NoticeDetails.Text(visit.EndsAt),
        })
        {
            SubjectType = "person",
            SubjectId = visit.PersonId.ToString(),
            Except = visit.PersonId,
        };

    /// <summary>Prolonging makes a visit of its own; to those who are told, it is one stay.</summary>
    private static List<VisitNotice> Joined(IReadOnlyList<VisitNotice> newestFirst)
    {
        List<VisitNotice> stays = [];
        foreach (var visit in newestFirst)
        {
            var later = stays.FindLastIndex(s => s.Person == visit.Person && s.Reason == visit.Reason);
            if (later >= 0 && visit.EndsAt >= stays[later].EnteredAt)
                stays[later] = stays[later] with { EnteredAt = visit.EnteredAt };
            else
                stays.Add(visit);
        }

        return stays;
    }
}
