using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>Forgets what an organization uploaded: imports after its term, and files at WhatsApp that WhatsApp has deleted.</summary>
public sealed class UploadSweep(IAdminDb adminDb, ContactImportHousekeeping imports, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Imports that are done with; see <see cref="ContactImportHousekeeping.ForgetAsync"/>. Answers how many.</summary>
    public Task<int> ForgetImportsAsync(OrganizationId organization, DateTime before, CancellationToken ct) => imports.ForgetAsync(organization, before, ct);

    /// <summary>Files that WhatsApp keeps no longer, unless a campaign that has not ended still names one: its page says that it expired. Answers how many.</summary>
    public async Task<int> DeleteMediaAsync(OrganizationId organization, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        for (var deleted = 0; ;)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var named = await db.Set<Campaign>().Where(c => c.FinishedAt == null && c.Components != "[]").Select(c => c.Components).ToListAsync(ct);
            var inUse = named.SelectMany(TemplateBinding.Read).Where(b => b.Parameter.IsMedia).Select(b => b.Text).Distinct().ToList();
            var expired = await db.Set<TemplateMedia>().Where(m => m.ExpiresAt < now && !EF.Parameter(inUse).Contains(m.MediaId)).OrderBy(m => m.ExpiresAt).Take(Batch).ToListAsync(ct);
            db.RemoveRange(expired);
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
            deleted += expired.Count;
            if (expired.Count < Batch)
                return deleted;
        }
    }
}
