using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Where nobody exists yet, a link printed at start makes the first super admin. <see cref="Access"/> lets them do nothing until
/// their second factor is set up, which is the next page they see.
/// </summary>
public sealed class FirstSuperAdmin(IAdminDb adminDb, PersonFactory people, AccountLinks links, AuditLog audit, TimeProvider time)
{
    public const string Path = "/account/first-admin";

    /// <summary>A token for <see cref="Path"/>, good once and for 30 minutes; null when there are people already.</summary>
    public async Task<string?> OfferAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Users.AnyAsync(ct))
            return null;
        var token = await links.AddAsync(db, AccountLinkKind.FirstSuperAdmin, null, AccountLinks.FirstSuperAdminLifetime, ct);
        await write.CommitAsync(ct);
        return token;
    }

    public async Task<bool> IsOpenAsync(string? token, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        return await links.FindOpenAsync(db, AccountLinkKind.FirstSuperAdmin, token, ct) is not null;
    }

    public async Task<Result> CreateAsync(string? token, string? email, string? name, string? password, string? address, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        if (await links.FindOpenAsync(db, AccountLinkKind.FirstSuperAdmin, token, ct) is not { } link)
            return AccountErrors.LinkInvalid;
        var person = people.Create(email, name, password);
        if (person.Failed)
            return person.Error;
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            if (await db.Users.AnyAsync(ct))
                return AccountErrors.LinkInvalid;
            link.Use(time.GetUtcNow().UtcDateTime);
            person.Value.MakeSuperAdmin();
            db.Add(person.Value);
            await audit.AppendAsync(db, OrganizationId.Platform, Actor.Visitor(address), new AuditAct("super_admin.created", "person", person.Value.Id.ToString()), ct);
            await write.CommitAsync(ct);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException e) when (e.Entries.Any(x => x.Entity is AccountLink))
        {
            return AccountErrors.LinkInvalid;
        }
    }
}
