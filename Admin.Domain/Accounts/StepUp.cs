using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Lets a person prove again who they are; good for five minutes on that session (<see cref="Access.RequireConfirmationAsync"/>).
/// Without a second factor the password is asked; with one a code is, and a password that comes along must be right too.
/// </summary>
public sealed class StepUp(IAdminDb adminDb, SelfAccess self, Credentials credentials, Lockouts lockouts, SecondFactorCheck secondFactor, AuditLog audit, TimeProvider time)
{
    public async Task<Result> ConfirmAsync(Actor actor, string? password, string? code, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        if (!person.TwoFactorEnabled && string.IsNullOrEmpty(password))
            return AccountErrors.PasswordRequired;
        if (person.TwoFactorEnabled && string.IsNullOrWhiteSpace(code))
            return AccountErrors.ConfirmationOtpRequired;

        var key = lockouts.KeyOf(person.Email!);
        if (await lockouts.LockedForAsync(db, key, ct) is { } wait)
            return AccountErrors.ConfirmationWrongPassword with { RetryAfter = wait };
        if (!string.IsNullOrEmpty(password) && !await credentials.VerifyAsync(person, password))
            return await FailAsync(actor, key, AccountErrors.ConfirmationWrongPassword, ct);
        if (person.TwoFactorEnabled && !await secondFactor.UseAsync(db, person, code!, ct))
            return await FailAsync(actor, key, AccountErrors.ConfirmationOtpInvalid, ct);
        return await StampAsync(db, actor, me.Value.Session, key, ct);
    }

    private async Task<Result> StampAsync(AdminDbContext db, Actor actor, SessionId session, string key, CancellationToken ct)
    {
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            (await db.Set<Session>().SingleAsync(s => s.Id == session, ct)).Confirm(time.GetUtcNow().UtcDateTime);
            await Lockouts.ClearAsync(db, key, ct);
            await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("session.confirmed", "session", session.ToString()), ct);
            await write.CommitAsync(ct);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries.Any(x => x.Entity is Person or RecoveryCode))
        {
            return AccountErrors.ConfirmationOtpInvalid;
        }
    }

    private async Task<Error> FailAsync(Actor actor, string key, Error error, CancellationToken ct)
    {
        await lockouts.FailAsync(key, actor, new AuditAct("session.confirmed", "session", actor.Session?.ToString(), AuditOutcome.Refused, Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["why"] = error.Code }), ct);
        return error;
    }
}
