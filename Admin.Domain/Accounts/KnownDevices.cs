using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>
/// Tells a browser that signed in before from a stranger, so that strangers who use up an account's limit do not lock its owner out
/// (OWASP: device cookies). What a browser presents must come from a sealed cookie.
/// </summary>
public sealed class KnownDevices(IAdminDb adminDb, IAuditSeal seal, TimeProvider time)
{
    private const int HashLength = 32;
    private const int DeviceBytes = 16;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The mark of this account, if it still holds. Without a mark of it nothing is looked up.</summary>
    public async Task<DeviceMark?> FindAsync(string? email, IReadOnlyList<DeviceMark> marks, CancellationToken ct)
    {
        if (marks.Count == 0 || !Emails.TryParse(email, out var parsed) || Of(parsed, marks) is not { } mark)
            return null;
        var normalized = Emails.Normalize(parsed);
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var stamp = await db.Users.Where(p => p.NormalizedEmail == normalized).Select(p => p.SecurityStamp).FirstOrDefaultAsync(ct);
        return stamp is not null && Hash("stamp", stamp) == mark.Binding ? mark : null;
    }

    /// <summary>The same for a person who is known by id.</summary>
    public async Task<DeviceMark?> FindAsync(PersonId person, IReadOnlyList<DeviceMark> marks, CancellationToken ct)
    {
        if (marks.Count == 0)
            return null;
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var found = await db.Users.Where(p => p.Id == person).Select(p => new { p.Email, p.SecurityStamp }).FirstOrDefaultAsync(ct);
        return found is { Email: { } email, SecurityStamp: { } stamp } && Of(email, marks) is { } mark && Hash("stamp", stamp) == mark.Binding ? mark : null;
    }

    /// <summary>What the browser keeps after this person signed in; the newest first. The name of a mark that still holds stays.</summary>
    public async Task<IReadOnlyList<DeviceMark>> RememberAsync(PersonId person, IReadOnlyList<DeviceMark> marks, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        var found = await db.Users.Where(p => p.Id == person).Select(p => new { p.Email, p.SecurityStamp }).SingleAsync(ct);
        var account = Hash("account", Emails.Normalize(found.Email!));
        var binding = Hash("stamp", found.SecurityStamp!);
        var device = Of(found.Email!, marks) is { } known && known.Binding == binding ? known.Device : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(DeviceBytes));
        return [new DeviceMark(account, device, binding, Now), .. marks.Where(m => m.Account != account && IsFresh(m)).Take(DeviceMark.MaxKept - 1)];
    }

    private DeviceMark? Of(string email, IReadOnlyList<DeviceMark> marks)
    {
        var account = Hash("account", Emails.Normalize(email));
        return marks.FirstOrDefault(m => m.Account == account && IsFresh(m));
    }

    private bool IsFresh(DeviceMark mark) => Now - mark.At < DeviceMark.Lifetime;

    private string Hash(string what, string text) => seal.Seal(Encoding.UTF8.GetBytes($"device {what}\n{text}"))[..HashLength];
}
