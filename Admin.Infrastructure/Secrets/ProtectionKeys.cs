using System.Xml.Linq;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.Providers;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Secrets;

/// <summary>
/// Data protection's keys as rows under Fernet's keys. A token does not say which key made it, so each is tried; there is one
/// row for every ninety days.
/// </summary>
internal sealed class ProtectionKeys(IAdminDb adminDb, SecretKeys keys, TimeProvider time) : IProtectionKeys
{
    /// <summary>Counts those that no key at hand reads.</summary>
    public const string NoKey = "";

    private static readonly TenantScope Scope = TenantScope.All("data protection keys belong to the installation");

    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await CountAsync(db, keys.Fernet, ct);
    }

    public async Task<int> ReEncryptAsync(CancellationToken ct)
    {
        List<int> ids;
        await using (var db = await adminDb.OpenAsync(Scope, ct))
            ids = await db.Set<DataProtectionKey>().OrderBy(k => k.Id).Select(k => k.Id).ToListAsync(ct);
        var moved = 0;
        foreach (var id in ids)
            moved += await ReEncryptAsync(id, ct) ? 1 : 0;
        return moved;
    }

    internal static async Task<IReadOnlyDictionary<string, int>> CountAsync(AdminDbContext db, FernetRing ring, CancellationToken ct)
    {
        var rows = await db.Set<DataProtectionKey>().AsNoTracking().Select(k => k.Xml).ToListAsync(ct);
        return rows.OfType<string>()
            .SelectMany(xml => Tokens(XElement.Parse(xml)))
            .GroupBy(token => ring.TryDecrypt(token.Value, out _, out var key) ? key.Id : NoKey, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    /// <summary>One row, or nothing of it.</summary>
    private async Task<bool> ReEncryptAsync(int id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<DataProtectionKey>().FirstOrDefaultAsync(k => k.Id == id, ct) is not { Xml: { } xml } row)
            return false;
        var element = XElement.Parse(xml);
        var changed = false;
        foreach (var token in Tokens(element))
        {
            if (!keys.Fernet.TryDecrypt(token.Value, out var content, out var key) || key.Id == keys.Fernet.First.Id)
                continue;
            token.Value = keys.Fernet.Encrypt(content, time.GetUtcNow());
            changed = true;
        }

        if (!changed)
            return false;
        row.Xml = element.ToString(SaveOptions.DisableFormatting);
        await write.CommitAsync(ct);
        return true;
    }

    private static List<XElement> Tokens(XElement key) => [.. key.Descendants(ProtectionKeyEncryptor.ElementName)];
}
