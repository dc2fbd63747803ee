using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

/// <summary>Five failures lock an address for 15 minutes, whether it is somebody's or nobody's.</summary>
public sealed class Lockouts(IAuditSeal seal, TimeProvider time)
{
    /// <summary>A keyed hash that stands for the address in rows and audit entries.</summary>
    public string KeyOf(string email) => seal.Seal(Encoding.UTF8.GetBytes("sign-in address\n" + Emails.Normalize(email)));

    public async Task<TimeSpan?> LockedForAsync(AdminDbContext db, string key, CancellationToken ct) =>
        (await FindAsync(db, key, ct))?.LockedAt(Now);

    /// <summary>Counts a failure, in the caller's write.</summary>
    public async Task FailAsync(AdminDbContext db, string key, CancellationToken ct)
    {
        var failures = await FindAsync(db, key, ct) ?? db.Add(SignInFailures.Create(key)).Entity;
        failures.Add(Now);
    }

    /// <summary>Forgets the failures, in the caller's write: the person proved who they are.</summary>
    public static async Task ClearAsync(AdminDbContext db, string key, CancellationToken ct)
    {
        if (await FindAsync(db, key, ct) is { } failures)
            db.Remove(failures);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static ValueTask<SignInFailures?> FindAsync(AdminDbContext db, string key, CancellationToken ct) =>
        db.Set<SignInFailures>().FindAsync([key], ct);
}
