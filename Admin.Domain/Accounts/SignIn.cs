using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Turns a password, and a code where a second factor is enrolled, into a session. No answer and no answer's time tells
/// whether an address is known.
/// </summary>
public sealed class SignIn(
    IAdminDb adminDb, Credentials credentials, Lockouts lockouts, SecondFactorCheck secondFactor, RefreshTokens refreshTokens, KnownDevices devices, RateLimiter limiter, AuditLog audit, TimeProvider time)
{
    private const int PasswordInputMaxLength = 1000;

    /// <summary>Both steps in one, for programs. Without a code where one is owed: <c>otp_required</c>.</summary>
    public async Task<Result<SignedIn>> SignInAsync(string? email, string? password, string? code, SignInOrigin origin, CancellationToken ct)
    {
        var step = await PasswordAsync(email, password, origin, ct);
        if (step.Failed)
            return step.Error;
        if (step.Value.Done is { } done)
            return done;
        if (string.IsNullOrWhiteSpace(code))
            return AccountErrors.OtpRequired;
        return await UseCodeAsync(step.Value.OwesCode!, code, null, origin, ct);
    }

    /// <summary>The first step. A browser that signed in to this account before is counted by itself, not with everybody who tries the account.</summary>
    public async Task<Result<SignInStep>> PasswordAsync(string? email, string? password, SignInOrigin origin, CancellationToken ct)
    {
        var known = await devices.FindAsync(email, origin.Marks, ct);
        if (await LimitedAsync(email, known, origin, ct) is { } limited)
            return limited;
        if (!Emails.TryParse(email, out var address))
            return AccountErrors.EmailInvalid;
        if (string.IsNullOrEmpty(password))
            return AccountErrors.PasswordRequired;

        var person = await credentials.FindAsync(address);
        var right = password.Length <= PasswordInputMaxLength && await credentials.VerifyAsync(person, password);
        var attempt = AttemptOn(address, known, origin);
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        if (await lockouts.LockedForAsync(db, attempt.Counter, ct) is { } wait)
            return await LockedAsync(attempt, wait, ct);
        if (!right || person is null)
            return await FailAsync(attempt, "wrong_credentials", AccountErrors.WrongCredentials, ct);
        // Anew: where the hash was of an older form, checking it has just renewed the stamp.
        person = await db.Users.SingleAsync(p => p.Id == person.Id, ct);
        if (person.IsDisabled)
            return await FailAsync(attempt, "disabled", AccountErrors.WrongCredentials, ct);
        if (person.TwoFactorEnabled)
            return new SignInStep(null, new PendingSignIn(person.Id, person.SecurityStamp!, Now));
        return (await OpenSessionAsync(db, person, attempt, "password", ct)).Map(done => new SignInStep(done, null));
    }

    /// <summary>The second step.</summary>
    public async Task<Result<SignedIn>> CodeAsync(PendingSignIn pending, string? code, SignInOrigin origin, CancellationToken ct)
    {
        var known = await devices.FindAsync(pending.Person, origin.Marks, ct);
        return await LimitedAsync(pending.Person.ToString(), known, origin, ct) is { } limited ? limited : await UseCodeAsync(pending, code, known, origin, ct);
    }

    private async Task<Error?> LimitedAsync(string? account, DeviceMark? known, SignInOrigin origin, CancellationToken ct) =>
        RateErrors.Of(await limiter.DecideAsync(RateRequest.Anonymous(origin.Address, CountedAs(account ?? "", known), RatePolicyNames.AuthLogin), ct));

    // The device's name is random and sealed in its cookie: nobody else can use up this counter.
    private static string CountedAs(string account, DeviceMark? known) => known is null ? account : $"{known.Device}\n{account}";

    private Attempt AttemptOn(string email, DeviceMark? known, SignInOrigin origin) =>
        new(lockouts.KeyOf(email), lockouts.KeyOf(CountedAs(email, known)), origin);

    private async Task<Result<SignedIn>> UseCodeAsync(PendingSignIn pending, string? code, DeviceMark? known, SignInOrigin origin, CancellationToken ct)
    {
        if (Now - pending.At >= PendingSignIn.Lifetime)
            return AccountErrors.SignInExpired;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var person = await db.Users.FirstOrDefaultAsync(p => p.Id == pending.Person, ct);
        if (person is null || person.IsDisabled || person.SecurityStamp != pending.Stamp)
            return AccountErrors.SignInExpired;
        var attempt = AttemptOn(person.Email!, known, origin);
        if (await lockouts.LockedForAsync(db, attempt.Counter, ct) is { } wait)
            return await LockedAsync(attempt, wait, ct);
        if (!await secondFactor.UseAsync(db, person, code ?? "", ct))
            return await FailAsync(attempt, "wrong_code", AccountErrors.OtpInvalid, ct);
        return await OpenSessionAsync(db, person, attempt, "second_factor", ct);
    }

    private async Task<Result<SignedIn>> OpenSessionAsync(AdminDbContext db, Person person, Attempt attempt, string method, CancellationToken ct)
    {
        var origin = attempt.Origin;
        var session = Session.Create(person, origin.Kind, origin.Address, origin.Device, Now);
        var actor = Actor.ForPerson(person.Id, session.Id, null, origin.Address);
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            db.Add(session);
            var refreshToken = origin.Kind == SessionKind.Bearer ? refreshTokens.Add(db, session) : null;
            await Lockouts.ClearAsync(db, attempt.Counter, ct);
            await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("session.opened", "person", person.Id.ToString(), Details: Details("method", method)), ct);
            await write.CommitAsync(ct);
            return new SignedIn(person.Id, session.Id, session.ExpiresAt, refreshToken);
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries.Any(x => x.Entity is Person or RecoveryCode))
        {
            // The same code was accepted somewhere else in this very moment, and each counts once.
            return AccountErrors.OtpInvalid;
        }
    }

    private async Task<Error> FailAsync(Attempt attempt, string why, Error error, CancellationToken ct)
    {
        await lockouts.FailAsync(attempt.Counter, Actor.Visitor(attempt.Origin.Address), Refusal(attempt.AddressHash, why), ct);
        return error;
    }

    private async Task<Error> LockedAsync(Attempt attempt, TimeSpan wait, CancellationToken ct)
    {
        await lockouts.RefuseAsync(Actor.Visitor(attempt.Origin.Address), Refusal(attempt.AddressHash, "locked"), ct);
        return AccountErrors.WrongCredentials with { RetryAfter = wait };
    }

    private static AuditAct Refusal(string key, string why) =>
        new("session.refused", "address_hash", key, AuditOutcome.Refused, Details: Details("why", why));

    private static Dictionary<string, string> Details(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="AddressHash">Stands for the e-mail address in the audit log.</param>
    /// <param name="Counter">Under which failures count: the account's, or that of a known device with it.</param>
    private sealed record Attempt(string AddressHash, string Counter, SignInOrigin Origin);
}
