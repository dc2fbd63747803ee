using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Who wants no more campaigns. Acts at once: also on campaigns that are being sent.</summary>
public sealed class OptOuts(IAdminDb adminDb, Access access, AuditLog audit, IPhoneNumbers phones, IRecipientQueue queue, TimeProvider time)
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
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<OptOut>().AnyAsync(o => o.Phone == normalized, ct))
            return false;
        db.Add(OptOut.Create(allowed.Value, normalized, SnakeCase.Of(actor.Kind), time.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        await ActAsync(db, normalized, ct);
        await audit.AppendAsync(db, actor, new AuditAct("opt_out.added", "opt_out"), ct);
        await write.CommitAsync(ct);
        return true;
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
        var known = await db.Set<OptOut>().FirstOrDefaultAsync(o => o.Phone == normalized, ct);
        if (known is null)
            return OptOutErrors.NotFound;
        db.Remove(known);
        await audit.AppendAsync(db, actor, new AuditAct("opt_out.removed", "opt_out"), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>Skips this phone wherever it still waits in a campaign that has started.</summary>
    private async Task ActAsync(AdminDbContext db, string phone, CancellationToken ct)
    {
        var waiting = await db.Set<Recipient>().AsNoTracking().Where(r => r.Phone == phone && r.State == RecipientState.Pending).ToListAsync(ct);
        foreach (var row in waiting)
        {
            var campaign = await db.Set<Campaign>().FirstAsync(c => c.Key == row.CampaignKey, ct);
            if (campaign.IsPrepared || !row.Skip(Campaigns.Sending.CampaignPlanner.OptedOut))
                continue;
            await queue.SaveAsync(db, campaign.Ref, [row], ct);
            await queue.AddCountsAsync(db, campaign.Ref, RecipientCounts.None.Moved(RecipientState.Pending, RecipientState.Skipped), ct);
        }
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
