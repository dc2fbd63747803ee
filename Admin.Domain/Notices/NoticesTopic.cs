using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Notices;

/// <summary>That something changed in the organization's notices. What one has not read is one's own, and is read by <see cref="NoticeInbox"/>.</summary>
internal sealed class NoticesTopic(IAdminDb adminDb) : ILiveTopic
{
    public const string Name = NoticeInbox.LiveTopic;

    public string Pattern => Name;

    public string Permission => Permissions.Notices.Read;

    // Posting and reading send a note; this is for a note that was lost.
    public TimeSpan RefreshEvery => TimeSpan.FromMinutes(1);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return new Latest(await db.Set<Notice>().MaxAsync(n => (DateTime?)n.CreatedAt, ct));
    }

    internal sealed record Latest(DateTime? LatestAt);
}
