using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Accounts;

/// <summary>One of a person's own sign-ins, as they see it.</summary>
public sealed record SessionRow(SessionId Id, SessionKind Kind, string? Address, string? Device, DateTime SignedInAt, DateTime LastSeenAt, DateTime ExpiresAt, bool IsCurrent);

/// <summary>A person's sessions: which live, and ending them.</summary>
public sealed class Sessions(IAdminDb adminDb, SelfAccess self, Access access, AccessNotes notes, AuditLog audit, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _touched = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Whether cookie, token or circuit of this session may go on. Cached for at most 10 s.</summary>
    public async Task<bool> IsAliveAsync(PersonId person, SessionId session, CancellationToken ct)
    {
        var grant = await access.GrantAsync(Actor.ForPerson(person, session, null, null), ct);
        return grant.Refusal is not { Kind: ErrorKind.Unauthenticated };
    }

    /// <summary>Notes that the session is in use; writes at most every five minutes.</summary>
    public async Task TouchAsync(SessionId id, CancellationToken ct)
    {
        if (_touched.TryGetValue(id, out DateTime last) && Now - last < TouchEvery)
            return;
        _touched.Set(id, Now, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var session = await db.Set<Session>().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (session is null || Now - session.LastSeenAt < TouchEvery)
            return;
        session.Seen(Now);
        await write.CommitAsync(ct);
    }

    /// <summary>The actor's own living sessions, the current one first.</summary>
    public async Task<Result<IReadOnlyList<SessionRow>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var stamp = await db.Users.Where(p => p.Id == me.Value.Person).Select(p => p.SecurityStamp).SingleAsync(ct);
        var now = Now;
        var rows = await db.Set<Session>().AsNoTracking()
            .Where(s => s.PersonId == me.Value.Person && s.RevokedAt == null && s.ExpiresAt > now && s.Stamp == stamp)
            .OrderByDescending(s => s.LastSeenAt)
            .ToListAsync(ct);
        return rows
            .Select(s => new SessionRow(s.Id, s.Kind, s.Address, s.Device, s.SignedInAt, s.LastSeenAt, s.ExpiresAt, s.Id == me.Value.Session))
            .OrderByDescending(s => s.IsCurrent)
            .ToList();
    }

    /// <summary>Signs the actor out.</summary>
    public async Task<Result> SignOutAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        return me.Failed ? me.Error : await EndAsync(actor, me.Value.Person, s => s.Id == me.Value.Session, ct);
    }

    /// <summary>Ends one of the actor's own sessions.</summary>
    public async Task<Result> RevokeAsync(Actor actor, SessionId id, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        return me.Failed ? me.Error : await EndAsync(actor, me.Value.Person, s => s.Id == id, ct);
    }

    /// <summary>Ends all of the actor's own sessions but the current one.</summary>
    public async Task<Result> RevokeOthersAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        var ended = await EndAsync(actor, me.Value.Person, s => s.Id != me.Value.Session, ct);
        // No other session is not a failure of "sign out elsewhere".
        return ended.Error == AccountErrors.SessionNotFound ? Result.Ok : ended;
    }

    public void Dispose() => _touched.Dispose();

    private async Task<Result> EndAsync(Actor actor, PersonId person, Func<Session, bool> which, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var now = Now;
        var living = await db.Set<Session>().Where(s => s.PersonId == person && s.RevokedAt == null && s.ExpiresAt > now).ToListAsync(ct);
        var ended = living.Where(which).ToList();
        if (ended.Count == 0)
            return AccountErrors.SessionNotFound;
        foreach (var session in ended)
        {
            session.Revoke(now);
            await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("session.ended", "session", session.Id.ToString()), ct);
        }

        await write.CommitAsync(ct);
        access.Forget(person);
        notes.Changed(person);
        return Result.Ok;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
