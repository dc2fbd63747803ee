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
public sealed class OptOuts(IAdminDb adminDb, Access access, AuditLog audit, IPhoneNumbers phones, OptOutIntake intake, CampaignLedger ledger, OptOutMarks marks)
{
    /// <summary>The suppression list, latest first; phones masked for those who may not read personal data.</summary>
    public async Task<Result<Page<OptOutView>>> ListAsync(Actor actor, OptOutFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        var masked = await access.IsMaskedAsync(actor, ct);
        // Finding somebody by their phone tells that they are here, mask or not.
        if (masked && !string.IsNullOrWhiteSpace(filter.Phone))
            return AccessErrors.Forbidden(Permissions.Contacts.ReadPersonal);
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        // Who was erased is nobody that could be shown.
        var rows = db.Set<OptOut>().AsNoTracking().Where(o => !EF.Functions.Like(o.Phone, PersonMark.Pattern));
        if (filter.Phone?.Trim() is { Length: > 0 } text)
        {
            var digits = string.Concat(text.Where(char.IsAsciiDigit));
            rows = await phones.ReadAsync(db, allowed.Value, text, ct) is { } whole ? rows.Where(o => o.Phone == whole) : rows.Where(o => digits != "" && o.Phone.Contains(digits));
        }

        if (filter.Source is { Length: > 0 } source)
            rows = rows.Where(o => o.Source == source);
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.Phone).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<OptOutView>(items.ConvertAll(o => OptOutView.Of(o, masked)), total, page.Number, page.Size);
    }

    /// <summary>True when the phone was not opted out before.</summary>
    public async Task<Result<bool>> AddAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.OptOuts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await phones.ReadAsync(db, allowed.Value, phone, ct) is not { } normalized)
            return OptOutErrors.PhoneInvalid;
        return await CampaignLedger.AgainOnConflictAsync(() => AddOnceAsync(actor, allowed.Value, normalized, ct));
    }

    public async Task<Result> RemoveAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.OptOuts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await phones.ReadAsync(db, allowed.Value, phone, ct) is not { } normalized)
            return OptOutErrors.PhoneInvalid;
        await using var write = await db.BeginWriteAsync(ct);
        var written = marks.Written(allowed.Value, normalized);
        var known = await db.Set<OptOut>().Where(o => EF.Parameter(written).Contains(o.Phone)).ToListAsync(ct);
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
}

/// <summary>Which opt-outs are meant.</summary>
/// <param name="Phone">A whole phone in any spelling, or some digits of one; only for those who may read personal data.</param>
/// <param name="Source">One of <see cref="OptOut.Source"/>'s words.</param>
public sealed record OptOutFilter(string? Phone = null, string? Source = null);

/// <param name="Source">One of <see cref="OptOut.Source"/>'s words.</param>
public sealed record OptOutView(string Phone, string Source, DateTime CreatedAt)
{
    internal static OptOutView Of(OptOut optOut, bool masked) => new(masked ? PhoneMask.Of(optOut.Phone) : optOut.Phone, optOut.Source, optOut.CreatedAt);
}

public static class OptOutErrors
{
    public static Error PhoneInvalid { get; } = Error.Invalid("phone_invalid", "This is no phone number. Write it with its country code, such as +5511987654321.", "phone");

    public static Error NotFound { get; } = Error.NotFound("opt_out_not_found", "This phone has not opted out.");
}
