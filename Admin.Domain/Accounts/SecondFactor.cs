using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>What the security page shows.</summary>
public sealed record SecondFactorStatus(bool IsOn, int RecoveryCodesLeft, bool IsRequired);

/// <summary>What an authenticator app needs, as text and as the address for a QR code.</summary>
public sealed record SecondFactorOffer(string Secret, string Uri);

/// <summary>Setting a second factor up and taking it away; each needs a fresh confirmation and ends the person's other sessions.</summary>
public sealed class SecondFactor(IAdminDb adminDb, SelfAccess self, Access access, AccessNotes notes, ITotpProtector protector, AuditLog audit, TimeProvider time, IOptions<AccessOptions> options)
{
    private const string Issuer = "Admin";
    private static readonly TenantScope OwnMemberships = TenantScope.All("a person's own organizations decide whether a second factor is required");

    public async Task<Result<SecondFactorStatus>> StatusAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(OwnMemberships, ct);
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == me.Value.Person, ct);
        var left = await db.Set<RecoveryCode>().CountAsync(c => c.PersonId == person.Id && c.UsedAt == null, ct);
        return new SecondFactorStatus(person.TwoFactorEnabled, left, await IsRequiredAsync(db, person, ct));
    }

    /// <summary>Offers a secret; the same one until it is proven, so that reloading the page does not break the app's entry.</summary>
    public async Task<Result<SecondFactorOffer>> OfferAsync(Actor actor, CancellationToken ct)
    {
        var me = await RequireConfirmedAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        if (person.TwoFactorEnabled)
            return AccountErrors.SecondFactorAlreadyOn;
        if (person.PendingTotpSecret is null)
            person.OfferSecondFactor(protector.Protect(Totp.NewSecret()));
        await write.CommitAsync(ct);
        var secret = protector.Unprotect(person.PendingTotpSecret!);
        return new SecondFactorOffer(secret, Totp.Uri(secret, person.Email!, Issuer));
    }

    /// <summary>Turns the offered factor on with a first code. The recovery codes are in this answer and never again.</summary>
    public async Task<Result<IReadOnlyList<string>>> EnableAsync(Actor actor, string? code, CancellationToken ct)
    {
        var me = await RequireConfirmedAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        if (person.TwoFactorEnabled)
            return AccountErrors.SecondFactorAlreadyOn;
        if (person.PendingTotpSecret is null)
            return AccountErrors.SecondFactorNotOffered;
        var plain = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (Totp.Match(protector.Unprotect(person.PendingTotpSecret), plain, Now, lastStep: 0) is not { } step)
            return AccountErrors.ConfirmationOtpInvalid;

        person.EnrolSecondFactor(step);
        var codes = await ReplaceCodesAsync(db, person.Id, ct);
        await FinishAsync(db, write, actor, me.Value, person, "second_factor.enabled", ct);
        return Result(codes);
    }

    /// <summary>New recovery codes; the old ones stop working.</summary>
    public async Task<Result<IReadOnlyList<string>>> RenewRecoveryCodesAsync(Actor actor, CancellationToken ct)
    {
        var me = await RequireConfirmedAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        if (!person.TwoFactorEnabled)
            return AccountErrors.SecondFactorOff;
        var codes = await ReplaceCodesAsync(db, person.Id, ct);
        await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct("second_factor.codes_renewed", "person", person.Id.ToString()), ct);
        await write.CommitAsync(ct);
        return Result(codes);
    }

    /// <summary>Turns the second factor off, unless the person's role or an organization requires it.</summary>
    public async Task<Result> DisableAsync(Actor actor, CancellationToken ct)
    {
        var me = await RequireConfirmedAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(OwnMemberships, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var person = await db.Users.SingleAsync(p => p.Id == me.Value.Person, ct);
        if (!person.TwoFactorEnabled)
            return AccountErrors.SecondFactorOff;
        if (await IsRequiredAsync(db, person, ct))
            return AccountErrors.SecondFactorKept;
        await TakeAwayAsync(db, person, ct);
        await FinishAsync(db, write, actor, me.Value, person, "second_factor.disabled", ct);
        return Common.Result.Ok;
    }

    /// <summary>Takes the factor and its recovery codes away, in the caller's write; also for an admin whose member lost the device.</summary>
    public static async Task TakeAwayAsync(AdminDbContext db, Person person, CancellationToken ct)
    {
        person.RemoveSecondFactor();
        db.RemoveRange(await db.Set<RecoveryCode>().Where(c => c.PersonId == person.Id).ToListAsync(ct));
    }

    private async Task<Result<Self>> RequireConfirmedAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        var confirmed = await access.RequireConfirmationAsync(actor, ct);
        return confirmed.Failed ? confirmed.Error : me;
    }

    private async Task FinishAsync(AdminDbContext db, WriteTransaction write, Actor actor, Self me, Person person, string action, CancellationToken ct)
    {
        (await db.Set<Session>().SingleAsync(s => s.Id == me.Session, ct)).Renew(person.SecurityStamp!);
        await audit.AppendAsync(db, OrganizationId.Platform, actor, new AuditAct(action, "person", person.Id.ToString()), ct);
        await write.CommitAsync(ct);
        access.Forget(person.Id);
        notes.Changed(person.Id);
    }

    private static async Task<IReadOnlyList<string>> ReplaceCodesAsync(AdminDbContext db, PersonId person, CancellationToken ct)
    {
        db.RemoveRange(await db.Set<RecoveryCode>().Where(c => c.PersonId == person).ToListAsync(ct));
        var set = RecoveryCode.NewSet(person);
        db.AddRange(set.Select(c => c.Row));
        return [.. set.Select(c => c.Text)];
    }

    private async Task<bool> IsRequiredAsync(AdminDbContext db, Person person, CancellationToken ct) =>
        (person.IsSuperAdmin && options.Value.SuperAdminsNeedSecondFactor)
        || await db.Set<Organization>().AnyAsync(o => o.RequiresSecondFactor && db.Set<Membership>().Any(m => m.OrganizationId == o.Id && m.PersonId == person.Id), ct);

    // An interface cannot be converted implicitly by a user-defined operator.
    private static Result<IReadOnlyList<string>> Result(IReadOnlyList<string> codes) => codes.ToList();

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
