using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Admin.Domain.Secrets;

/// <summary>
/// Withdraws what <see cref="SecretReminders"/> told of dates that no longer stand: the secret was rotated or deleted, or its expiry or
/// interval was changed.
/// </summary>
public sealed class OutdatedReminders(NoticeBoard board)
{
    /// <summary>Commits a write of secrets; reminders that it outdates go with it. Call it instead of the commit.</summary>
    /// <exception cref="DbUpdateException">As from the commit.</exception>
    public async Task CommitAsync(AdminDbContext db, OrganizationId organization, WriteTransaction write, CancellationToken ct)
    {
        var keys = db.ChangeTracker.Entries<Secret>().Where(e => e.State == EntityState.Modified).SelectMany(Outdated).ToList();
        var withdrawn = keys.Count > 0 ? await board.WithdrawAsync(db, organization, keys, ct) : 0;
        await write.CommitAsync(ct);
        if (withdrawn > 0)
            await board.AnnounceAsync(organization);
    }

    private static IEnumerable<string> Outdated(EntityEntry<Secret> entry)
    {
        var secret = entry.Entity;
        var before = SecretNotices.Keys(secret.Id, entry.Property(s => s.ExpiresAt).OriginalValue, entry.Property(s => s.RotationDueAt).OriginalValue);
        return secret.DeletedAt is null ? before.Except(SecretNotices.Keys(secret.Id, secret.ExpiresAt, secret.RotationDueAt)) : before;
    }
}
