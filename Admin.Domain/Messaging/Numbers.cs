using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>
/// The organization's WhatsApp senders. A number belongs to one organization of all, and is accepted only once the API has
/// shown it under its token.
/// </summary>
public sealed class Numbers(IAdminDb adminDb, Access access, AuditLog audit, NumberTokens tokens, IEnumerable<INumberUsers> users, TimeProvider time)
{
    private const int PhoneNumberIdMinLength = 5;

    private static readonly TenantScope Everybody = TenantScope.All("a phone_number_id is unique over all organizations");

    /// <param name="text">In name, phone number or id; null for all.</param>
    public async Task<Result<Page<NumberView>>> ListAsync(Actor actor, string? text, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<Number>().AsNoTracking();
        if (text?.Trim() is { Length: > 0 } wanted)
        {
            var pattern = LikePattern.Containing(wanted);
            rows = rows.Where(n => EF.Functions.Like(n.VerifiedName, pattern, LikePattern.Escape)
                || EF.Functions.Like(n.DisplayPhoneNumber, pattern, LikePattern.Escape)
                || EF.Functions.Like(n.PhoneNumberId, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(n => n.VerifiedName).ThenBy(n => n.PhoneNumberId).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<NumberView>(items.ConvertAll(NumberView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<NumberView>> GetAsync(Actor actor, NumberId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.Id == id, ct) is { } number ? NumberView.Of(number) : NumberErrors.NotFound;
    }

    public async Task<Result<NumberView>> CreateAsync(Actor actor, NumberDraft draft, CancellationToken ct)
    {
        if (Check(draft) is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        var id = draft.PhoneNumberId!.Trim();
        if (await MissingAsync(allowed.Value, draft.ChatbotId, draft.AppId, ct) is { } missing)
            return missing;
        // Asked first of the API: only who holds a working token learns that the number is taken.
        var reported = await tokens.CheckAsync(allowed.Value, id, draft.Token, ct);
        if (reported.Failed)
            return reported.Error;
        if (await IsTakenAsync(id, ct))
            return NumberErrors.Taken;

        var secret = await tokens.KeepAsync(actor, id, draft.Token, ct);
        if (secret.Failed)
            return secret.Error;
        var number = Number.Create(allowed.Value, id, reported.Value.DisplayPhoneNumber, reported.Value.VerifiedName, secret.Value, reported.Value.MessagesPerSecond, time.GetUtcNow().UtcDateTime);
        number.Report(reported.Value);
        number.BelongTo(draft.ChatbotId);
        number.ListenTo(draft.AppId);
        if (await TryAddAsync(actor, number, ct))
            return NumberView.Of(number);
        await tokens.DropAsync(actor, draft.Token, secret.Value, ct);
        return NumberErrors.Taken;
    }

    /// <summary>Moves a number to another chatbot or app, or gives it another token, which the API must accept first.</summary>
    public async Task<Result<NumberView>> ChangeAsync(Actor actor, NumberId id, NumberChange change, Guid? ifMatch, CancellationToken ct)
    {
        if (change.Token is { Value: not null, Secret: not null })
            return NumberErrors.TokenGivenTwice;
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        var seen = await GetAsync(actor, id, ct);
        if (seen.Failed)
            return seen.Error;
        if (await MissingAsync(allowed.Value, change.ChatbotId, change.AppId, ct) is { } missing)
            return missing;
        if (OrganizationErrors.StampFault(ifMatch, seen.Value.Stamp) is { } stale)
            return stale;

        var token = await NewTokenAsync(actor, allowed.Value, seen.Value, change.Token, ct);
        if (token.Failed)
            return token.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var number = await db.Set<Number>().FirstOrDefaultAsync(n => n.Id == id && n.Stamp == ifMatch, ct);
        if (number is null)
            return OrganizationErrors.ChangedMeanwhile;
        number.BelongTo(change.ChatbotId);
        number.ListenTo(change.AppId);
        if (token.Value is (var secret, var reported))
        {
            number.UseToken(secret);
            number.Report(reported);
        }

        await audit.AppendAsync(db, actor, Act("number.changed", number), ct);
        await write.CommitAsync(ct);
        return NumberView.Of(number);
    }

    /// <summary>Deletes a number that nothing sends from any more; its secret stays.</summary>
    public async Task<Result> DeleteAsync(Actor actor, NumberId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Numbers.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Number>().FirstOrDefaultAsync(n => n.Id == id, ct) is not { } number)
            return NumberErrors.NotFound;
        List<NumberUser> found = [];
        foreach (var feature in users)
            found.AddRange(await feature.FindAsync(db, number, ct));
        if (found.Count > 0)
            return NumberErrors.InUse(found);
        db.Remove(number);
        await audit.AppendAsync(db, actor, Act("number.deleted", number), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Result<NewToken?>> NewTokenAsync(Actor actor, OrganizationId organization, NumberView number, AccessTokenSource source, CancellationToken ct)
    {
        if (!source.IsGiven)
            return (NewToken?)null;
        var reported = await tokens.CheckAsync(organization, number.PhoneNumberId, source, ct);
        if (reported.Failed)
            return reported.Error;
        var secret = await tokens.KeepAsync(actor, number.PhoneNumberId, source, ct);
        return secret.Failed ? secret.Error : new NewToken(secret.Value, reported.Value);
    }

    /// <summary>False when another organization (or the same, twice) was quicker: the unique index decides.</summary>
    private async Task<bool> TryAddAsync(Actor actor, Number number, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(number.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await IsTakenAsync(number.PhoneNumberId, ct))
            return false;
        db.Add(number);
        await audit.AppendAsync(db, actor, Act("number.created", number), ct);
        try
        {
            await write.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && e.Entries.Any(x => x.Entity is Number))
        {
            return false;
        }
    }

    private async Task<bool> IsTakenAsync(string phoneNumberId, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Everybody, ct);
        return await db.Set<Number>().AnyAsync(n => n.PhoneNumberId == phoneNumberId, ct);
    }

    private async Task<Error?> MissingAsync(OrganizationId organization, ChatbotId? chatbot, WhatsAppAppId? app, CancellationToken ct)
    {
        if (chatbot is null && app is null)
            return null;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        if (chatbot is { } bot && !await db.Set<Chatbot>().AnyAsync(c => c.Id == bot, ct))
            return NumberErrors.ChatbotNotFound;
        return app is { } own && !await db.Set<WhatsAppApp>().AnyAsync(a => a.Id == own, ct) ? NumberErrors.AppNotFound : null;
    }

    private static Error? Check(NumberDraft draft)
    {
        List<Error> faults = [];
        if (draft.PhoneNumberId?.Trim() is not { Length: >= PhoneNumberIdMinLength and <= Number.PhoneNumberIdMaxLength } id || !id.All(char.IsAsciiDigit))
            faults.Add(NumberErrors.PhoneNumberIdInvalid);
        if (!draft.Token.IsGiven)
            faults.Add(NumberErrors.TokenRequired);
        if (draft.Token is { Value: not null, Secret: not null })
            faults.Add(NumberErrors.TokenGivenTwice);
        return Error.Join(faults);
    }

    private static AuditAct Act(string action, Number number) =>
        new(action, "number", number.Id.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["phone_number_id"] = number.PhoneNumberId });

    private sealed record NewToken(Secrets.SecretId Secret, WhatsAppNumber Reported);
}
