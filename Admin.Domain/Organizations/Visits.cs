using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>A super admin's stay in an organization, as the banner shows it.</summary>
public sealed record VisitView(OrganizationId Organization, string OrganizationName, string Slug, string Reason, DateTime EnteredAt, DateTime EndsAt);

/// <summary>
/// How super admins get at an organization's data: they enter it with a reason, for an hour; its audit says so and its
/// admins are told.
/// </summary>
public sealed class Visits(IAdminDb adminDb, Access access, AuditLog audit, AccessNotes notes, ILiveChannel channel, NoticeBoard board, TimeProvider time)
{
    private static readonly TenantScope Own = TenantScope.All("a super admin's own visits, whichever organizations they are in");

    /// <summary>With less than this left, entering again for the same reason starts a new hour; before that it changes nothing.</summary>
    private static readonly TimeSpan ExtendWithin = OrganizationVisit.Duration / 2;

    /// <summary>Enters, or prolongs a stay. Repeating it with every request of a program leaves one audit entry, not hundreds.</summary>
    public async Task<Result<VisitView>> EnterAsync(Actor actor, OrganizationId id, string? reason, CancellationToken ct)
    {
        if (!Reasons.TryRead(reason, out var why))
            return OrganizationErrors.ReasonInvalid;
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;
        if (actor.Person is not { } person)
            return OrganizationErrors.PeopleOnly;

        await using var db = await adminDb.OpenAsync(Own, ct);
        if (await db.Set<Organization>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (await OpenAsync(db, person, id, why, ct) is { } standing)
            return View(standing, organization);

        await using var write = await db.BeginWriteAsync(ct);
        var visit = OrganizationVisit.Create(id, person, why, time.GetUtcNow().UtcDateTime);
        db.Add(visit);
        await audit.AppendAsync(db, id, actor, new AuditAct("organization.entered", "organization", id.ToString(), Reason: why, Details: Details(visit)), ct);
        if (!await WasToldAsync(db, visit, ct))
            await board.PostAsync(db, id, VisitNotices.Entered(visit, await db.Users.Where(p => p.Id == person).Select(p => p.Name).FirstAsync(ct)), ct);
        await write.CommitAsync(ct);
        Publish(person, id);
        await board.AnnounceAsync(id);
        return View(visit, organization);
    }

    /// <summary>For doors, with every call that names an organization and a reason.</summary>
    /// <returns>Forbidden for whoever is no super admin, for whom that means nothing.</returns>
    public async Task<Result> EnterIfSuperAdminAsync(Actor actor, OrganizationId id, string reason, CancellationToken ct)
    {
        var grant = await access.GrantAsync(actor with { Organization = null }, ct);
        if (grant.Allows(Permissions.Platform.Organizations))
            return (await EnterAsync(actor, id, reason, ct)).ToResult();
        return AccessErrors.Forbidden(Permissions.Platform.Organizations);
    }

    /// <summary>Ends every stay of the actor's in this organization.</summary>
    public async Task<Result> LeaveAsync(Actor actor, OrganizationId id, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused;
        if (actor.Person is not { } person)
            return OrganizationErrors.PeopleOnly;

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Own, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var open = await db.Set<OrganizationVisit>().Where(v => v.OrganizationId == id && v.PersonId == person && v.EndsAt > now).ToListAsync(ct);
        if (open.Count == 0)
            return OrganizationErrors.NotFound;
        foreach (var visit in open)
            visit.Leave(now);
        await audit.AppendAsync(db, id, actor, new AuditAct("organization.left", "organization", id.ToString()), ct);
        await write.CommitAsync(ct);
        Publish(person, id);
        return Result.Ok;
    }

    /// <summary>The organizations that the actor is in now, the one that ends last first.</summary>
    public async Task<Result<IReadOnlyList<VisitView>>> CurrentAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Own, ct);
        var open = await (
            from visit in db.Set<OrganizationVisit>().AsNoTracking()
            join organization in db.Set<Organization>() on visit.OrganizationId equals organization.Id
            where visit.PersonId == actor.Person!.Value && visit.EndsAt > now
            orderby visit.EndsAt descending
            select new { visit, organization }).ToListAsync(ct);
        return open.DistinctBy(o => o.organization.Id).Select(o => View(o.visit, o.organization)).ToList();
    }

    private void Publish(PersonId person, OrganizationId id)
    {
        access.Forget(person);
        notes.Changed(person);
        channel.Publish(new LiveNote(VisitNotices.LiveTopic, id));
    }

    /// <summary>Whether the visit, not saved yet, only prolongs a stay that the organization was told of.</summary>
    private static Task<bool> WasToldAsync(AdminDbContext db, OrganizationVisit visit, CancellationToken ct) => db.Set<OrganizationVisit>().AnyAsync(
        v => v.OrganizationId == visit.OrganizationId && v.PersonId == visit.PersonId && v.Reason == visit.Reason && v.EndsAt > visit.EnteredAt, ct);

    private Task<OrganizationVisit?> OpenAsync(AdminDbContext db, PersonId person, OrganizationId id, string reason, CancellationToken ct)
    {
        var enough = time.GetUtcNow().UtcDateTime + ExtendWithin;
        return db.Set<OrganizationVisit>().AsNoTracking().FirstOrDefaultAsync(v => v.OrganizationId == id && v.PersonId == person && v.Reason == reason && v.EndsAt > enough, ct);
    }

    private static Dictionary<string, string> Details(OrganizationVisit visit) =>
        new(StringComparer.Ordinal) { ["ends_at"] = visit.EndsAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture) };

    private static VisitView View(OrganizationVisit visit, Organization organization) =>
        new(organization.Id, organization.Name, organization.Slug, visit.Reason, visit.EnteredAt, visit.EndsAt);
}
