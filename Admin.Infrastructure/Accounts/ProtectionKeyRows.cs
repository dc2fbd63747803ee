using System.Xml.Linq;
using Admin.Domain.Organizations;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Accounts;

/// <summary>
/// Keeps data protection's keys as rows, so that cookies survive a restart and every node reads them. The framework's own
/// repository saves synchronously, which our context refuses because of the write gate; and it needs a scoped context.
/// </summary>
internal sealed class ProtectionKeyRows(IAdminDb adminDb) : IXmlRepository
{
    private const string Reason = "data protection keys belong to the installation";

    // The interface is synchronous. It is called at start and then about every 90 days, on a thread of the pool, so blocking is harmless.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => WriteAsync(element, friendlyName)).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var db = await adminDb.OpenAsync(TenantScope.All(Reason), CancellationToken.None);
        var rows = await db.Set<DataProtectionKey>().AsNoTracking().OrderBy(k => k.Id).Select(k => k.Xml).ToListAsync();
        return [.. rows.OfType<string>().Select(XElement.Parse)];
    }

    private async Task WriteAsync(XElement element, string friendlyName)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.All(Reason), CancellationToken.None);
        db.Add(new DataProtectionKey { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        await db.SaveChangesAsync();
    }
}
