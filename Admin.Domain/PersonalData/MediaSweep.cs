using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>Forgets an organization's uploads for templates that WhatsApp has deleted.</summary>
public sealed class MediaSweep(IAdminDb adminDb, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>Files that WhatsApp keeps no longer, unless a campaign that has not ended still names one: its page says that it expired. Answers how many.</summary>
    public async Task<int> DeleteAsync(OrganizationId organization, CancellationToken ct)
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
