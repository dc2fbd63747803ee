using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Who wants no more campaigns. Acts at once: also on campaigns that are being sent.</summary>
public sealed class OptOuts(IAdminDb adminDb, Access access, AuditLog audit, IPhoneNumbers phones, OptOutIntake intake, CampaignLedger ledger, PersonSeal seal)
{
    /// <summary>True when the phone was not opted out before.</summary>
    public async Task<Result<bool>> AddAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.OptOuts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await NormalizeAsync(db, allowed.Value, phone, ct) is not { } normalized)
            return OptOutErrors.PhoneInvalid;
        return await CampaignLedger.AgainOnConflictAsync(() => AddOnceAsync(actor, allowed.Value, normalized, ct));
    }

    public async Task<Result> RemoveAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.OptOuts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await NormalizeAsync(db, allowed.Value, phone, ct) is not { } normalized)
            return OptOutErrors.PhoneInvalid;
        await using var write = await db.BeginWriteAsync(ct);
        // Who was erased is known by the mark alone.
        var mark = seal.Mark(allowed.Value, normalized);
        var known = await db.Set<OptOut>().Where(o => o.Phone == normalized || o.Phone == mark).ToListAsync(ct);
        if (known.Count == 0)
            return OptOutErrors.NotFound;
        db.RemoveRange(known);
        await audit.AppendAsync(db, actor, new AuditAct("opt_out.removed", "opt_out"), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Result<bool>> AddOnceAsync(Actor actor, OrganizationId organization, string phone, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var done = await intake.AddAsync(db, organization, [phone], SnakeCase.Of(actor.Kind), ct);
        if (done.Added > 0)
            await audit.AppendAsync(db, actor, new AuditAct("opt_out.added", "opt_out"), ct);
        await write.CommitAsync(ct);
        foreach (var campaign in done.Campaigns)
            ledger.Tell(campaign);
        return done.Added > 0;
    }

    private async Task<string?> NormalizeAsync(AdminDbContext db, OrganizationId organization, string? phone, CancellationToken ct)
    {
        var region = await db.Set<Organization>().Where(o => o.Id == organization).Select(o => o.DefaultRegion).FirstAsync(ct);
        return phone is null ? null : phones.Normalize(phone, region);
    }
}

public static class OptOutErrors
{
    public static Error PhoneInvalid { get; } = Error.Invalid("phone_invalid", "This is no phone number. Write it with its country code, such as +5511987654321.", "phone");

    public static Error NotFound { get; } = Error.NotFound("opt_out_not_found", "This phone has not opted out.");
}
