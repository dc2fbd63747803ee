using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Each refresh token buys one successor. One that comes back a second time was copied, and nobody can tell which holder is the
/// thief: its whole family, the session, ends.
/// </summary>
public sealed class RefreshTokens(IAdminDb adminDb, Access access, AccessNotes notes, RateLimiter limiter, AuditLog audit, TimeProvider time)
{
    private const string Prefix = "adm_rt_";
    private const int TokenMaxLength = 100;

    /// <summary>Adds a first or next token of the session, in the caller's write; the text is shown once.</summary>
    internal string Add(AdminDbContext db, Session session)
    {
        var token = OpaqueToken.New(Prefix);
        db.Add(RefreshToken.Create(session.Id, OpaqueToken.Hash(token), Now));
        return token;
    }

    public async Task<Result<SignedIn>> RefreshAsync(string? token, string? address, CancellationToken ct)
    {
        if (RateErrors.Of(await limiter.DecideAsync(RateRequest.Anonymous(address, null, RatePolicyNames.AuthRefresh), ct)) is { } limited)
            return limited;
        if (string.IsNullOrEmpty(token) || token.Length > TokenMaxLength)
            return AccountErrors.RefreshTokenInvalid;
        var hash = OpaqueToken.Hash(token);
        try
        {
            return await ConsumeAsync(hash, address, ct);
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries.Any(x => x.Entity is RefreshToken))
        {
            // Somebody else consumed it between our read and our write.
            await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
            await using var write = await db.BeginWriteAsync(ct);
            var session = await db.Set<Session>().SingleAsync(s => db.Set<RefreshToken>().Any(t => t.Hash == hash && t.SessionId == s.Id), ct);
            return await EndFamilyAsync(db, write, session, address, ct);
        }
    }

    private async Task<Result<SignedIn>> ConsumeAsync(string hash, string? address, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var token = await db.Set<RefreshToken>().FindAsync([hash], ct);
        if (token is null)
            return AccountErrors.RefreshTokenInvalid;
        var session = await db.Set<Session>().SingleAsync(s => s.Id == token.SessionId, ct);
        if (token.ConsumedAt is not null)
            return await EndFamilyAsync(db, write, session, address, ct);
        if (Now >= session.ExpiresAt)
            return AccountErrors.RefreshTokenExpired;
        var person = await db.Users.SingleAsync(p => p.Id == session.PersonId, ct);
        if (person.IsDisabled || !session.IsAlive(person.SecurityStamp, Now))
            return AccountErrors.RefreshTokenInvalid;

        token.Consume(Now);
        session.Seen(Now);
        var next = Add(db, session);
        await write.CommitAsync(ct);
        return new SignedIn(person.Id, session.Id, session.ExpiresAt, next);
    }

    private async Task<Error> EndFamilyAsync(AdminDbContext db, WriteTransaction write, Session session, string? address, CancellationToken ct)
    {
        if (session.RevokedAt is null)
        {
            session.Revoke(Now);
            await audit.AppendAsync(db, OrganizationId.Platform, Actor.Visitor(address), new AuditAct("session.refresh_token_reused", "session", session.Id.ToString(), AuditOutcome.Refused), ct);
            await write.CommitAsync(ct);
            access.Forget(session.PersonId);
            notes.Changed(session.PersonId);
        }

        return AccountErrors.RefreshTokenReused;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
