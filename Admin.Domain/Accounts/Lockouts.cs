using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>Five failures lock an address for 15 minutes, whether it is somebody's or nobody's.</summary>
public sealed class Lockouts(IAdminDb adminDb, AuditLog audit, IAuditSeal seal, TimeProvider time)
{
    /// <summary>Each round at least one of those who collide gets through, so this many failures at once are counted.</summary>
    private const int Rounds = 20;

    /// <summary>A keyed hash that stands for the address in rows and audit entries.</summary>
    public string KeyOf(string email) => seal.Seal(Encoding.UTF8.GetBytes("sign-in address\n" + Emails.Normalize(email)));

    public async Task<TimeSpan?> LockedForAsync(AdminDbContext db, string key, CancellationToken ct) =>
        (await FindAsync(db, key, ct))?.LockedAt(Now);

    /// <summary>Counts a failure and records it, in a write of its own.</summary>
    internal Task FailAsync(string key, Actor actor, AuditAct act, CancellationToken ct) =>
        RecordAsync(actor, act, async db => (await FindAsync(db, key, ct) ?? db.Add(SignInFailures.Create(key)).Entity).Add(Now), ct);

    /// <summary>Records that a locked address was tried again; that counts no further.</summary>
    internal Task RefuseAsync(Actor actor, AuditAct act, CancellationToken ct) => RecordAsync(actor, act, _ => Task.CompletedTask, ct);

    /// <summary>Forgets the failures, in the caller's write: the person proved who they are.</summary>
    public static async Task ClearAsync(AdminDbContext db, string key, CancellationToken ct)
    {
        if (await FindAsync(db, key, ct) is { } failures)
            db.Remove(failures);
    }

    /// <summary>
    /// Of two failures at once, SQL Server lets both insert the address, or move the end of the audit chain, and one of them fails.
    /// It is done again on what the other left: a failure that is not counted would be one more guess.
    /// </summary>
    private async Task RecordAsync(Actor actor, AuditAct act, Func<AdminDbContext, Task> count, CancellationToken ct)
    {
        for (var round = 1; ; round++)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
            await using var write = await db.BeginWriteAsync(ct);
            try
            {
                await count(db);
                await audit.AppendAsync(db, OrganizationId.Platform, actor, act, ct);
                await write.CommitAsync(ct);
                return;
            }
            catch (DbUpdateException) when (round < Rounds)
            {
                // Rolled back as the write is left.
            }
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static ValueTask<SignInFailures?> FindAsync(AdminDbContext db, string key, CancellationToken ct) =>
        db.Set<SignInFailures>().FindAsync([key], ct);
}
