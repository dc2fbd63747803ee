using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>Changing one's password, and setting a new one by a link.</summary>
public sealed class Passwords(
    IAdminDb adminDb, SelfAccess self, Access access, AccessNotes notes, Credentials credentials, PersonFactory people, Lockouts lockouts, AccountLinks links, AccountMails mails, RateLimiter limiter, AuditLog audit, TimeProvider time)
{
    /// <summary>Changes the actor's own password. Their other sessions end, this one goes on.</summary>
    public async Task<Result> ChangeAsync(Actor actor, string? current, string? next, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        var key = lockouts.KeyOf(person.Email!);
        if (await lockouts.LockedForAsync(db, key, ct) is { } wait)
            return AccountErrors.ConfirmationWrongPassword with { RetryAfter = wait };
        if (!await credentials.VerifyAsync(person, current ?? ""))
            return await FailAsync(actor, key, ct);
        var hash = people.Hash(person, next);
        if (hash.Failed)
            return hash.Error;

        await using var write = await db.BeginWriteAsync(ct);
        await db.Entry(person).ReloadAsync(ct);
        person.SetPassword(hash.Value);
        (await db.Set<Session>().SingleAsync(s => s.Id == me.Value.Session, ct)).Renew(person.SecurityStamp!);
        await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("password.changed", "person", person.Id.ToString()), ct);
        await write.CommitAsync(ct);
        access.Forget(person.Id);
        notes.Changed(person.Id);
        return Result.Ok;
    }

    /// <summary>Mails a link where the address is known and mail is set up. The answer is the same in every case.</summary>
    public async Task<Result> RequestResetAsync(string? email, string? address, CultureInfo culture, CancellationToken ct)
    {
        if (RateErrors.Of(await limiter.DecideAsync(RateRequest.Anonymous(address, email ?? "", RatePolicyNames.AuthLogin), ct)) is { } limited)
            return limited;
        if (!Emails.TryParse(email, out var parsed))
            return AccountErrors.EmailInvalid;
        var normalized = Emails.Normalize(parsed);
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var person = await db.Users.FirstOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        var token = person is { IsDisabled: false } && mails.AreSent ? await links.AddAsync(db, AccountLinkKind.PasswordReset, person.Id, AccountLinks.ResetLifetime, ct) : null;
        await audit.AppendAsync(db, OrganizationId.Platform, Actor.Visitor(address), new AuditAct("password.reset_requested", "address_hash", lockouts.KeyOf(parsed)), ct);
        await write.CommitAsync(ct);
        if (token is not null)
            mails.PostReset(person!.Email!, token, culture);
        return Result.Ok;
    }

    /// <summary>Whether the link still works; for the page that asks for the new password.</summary>
    public async Task<bool> IsResetLinkOpenAsync(string? token, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        return await links.FindOpenAsync(db, AccountLinkKind.PasswordReset, token, ct) is not null;
    }

    /// <summary>Sets a new password by a link and ends all sessions. A second factor stays as it is.</summary>
    public async Task<Result> ResetAsync(string? token, string? next, string? address, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var link = await links.FindOpenAsync(db, AccountLinkKind.PasswordReset, token, ct);
        if (link?.PersonId is not { } id)
            return AccountErrors.LinkInvalid;
        var person = await db.Users.SingleAsync(p => p.Id == id, ct);
        var hash = people.Hash(person, next);
        if (hash.Failed)
            return hash.Error;
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            await db.Entry(person).ReloadAsync(ct);
            link.Use(time.GetUtcNow().UtcDateTime);
            person.SetPassword(hash.Value);
            await Lockouts.ClearAsync(db, lockouts.KeyOf(person.Email!), ct);
            await audit.AppendAsync(db, OrganizationId.Platform, Actor.Visitor(address), new AuditAct("password.reset", "person", id.ToString()), ct);
            await write.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries.Any(x => x.Entity is AccountLink))
        {
            return AccountErrors.LinkInvalid;
        }

        access.Forget(id);

        notes.Changed(id);
        return Result.Ok;
    }

    private async Task<Error> FailAsync(Actor actor, string key, CancellationToken ct)
    {
        await lockouts.FailAsync(key, actor, new AuditAct("password.changed", "person", actor.Person?.ToString(), AuditOutcome.Refused), ct);
        return AccountErrors.ConfirmationWrongPassword;
    }
}
