using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>Makes and redeems links that work once.</summary>
public sealed class AccountLinks(TimeProvider time)
{
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);
    public static readonly TimeSpan FirstSuperAdminLifetime = TimeSpan.FromMinutes(30);

    private const int TokenMaxLength = 100;

    /// <summary>Adds a link in the caller's write and gives its token, which is kept nowhere. Older ones of the same kind and person end.</summary>
    public async Task<string> AddAsync(AdminDbContext db, AccountLinkKind kind, PersonId? person, TimeSpan lifetime, CancellationToken ct)
    {
        foreach (var older in await db.Set<AccountLink>().Where(l => l.Kind == kind && l.PersonId == person && l.UsedAt == null).ToListAsync(ct))
            older.Use(Now);
        var token = OpaqueToken.New();
        db.Add(AccountLink.Create(kind, person, OpaqueToken.Hash(token), Now + lifetime));
        return token;
    }

    /// <summary>The link of this token, if it still works.</summary>
    public async Task<AccountLink?> FindOpenAsync(AdminDbContext db, AccountLinkKind kind, string? token, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(token) || token.Length > TokenMaxLength)
            return null;
        var link = await db.Set<AccountLink>().FindAsync([OpaqueToken.Hash(token)], ct);
        return link?.IsOpen(kind, Now) == true ? link : null;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
