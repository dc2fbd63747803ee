using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>Tells an organization's other admins when one person reveals many values: once for a person and an hour.</summary>
public sealed class RevealWatch(NoticeBoard board, IOptions<SecretsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Inside the write of a reveal, after its audit entry.</summary>
    /// <param name="added">How many values this write reveals: their entries are not saved yet.</param>
    /// <returns>Whether the board has something to announce.</returns>
    internal async Task<bool> LookAsync(AdminDbContext db, OrganizationId organization, PersonId person, int added, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now - Window;
        var (actor, subject, kind) = (person.ToString(), person.ToString(), NoticeKinds.ManyReveals.Name);
        var reveals = added + await db.Set<AuditEntry>().CountAsync(e => e.OrganizationId == organization && e.At > since && e.Action == SecretActs.RevealedAction && e.ActorId == actor, ct);
        if (reveals <= options.Value.RevealNoticeThreshold)
            return false;
        if (await db.Set<Notice>().AnyAsync(n => n.OrganizationId == organization && n.CreatedAt > since && n.Kind == kind && n.SubjectId == subject, ct))
            return false;
        var name = await db.Users.Where(p => p.Id == person).Select(p => p.Name).FirstAsync(ct);
        return await board.PostAsync(db, organization, SecretNotices.ManyReveals(person, name, reveals, now), ct);
    }

    internal Task AnnounceAsync(OrganizationId organization) => board.AnnounceAsync(organization);
}
