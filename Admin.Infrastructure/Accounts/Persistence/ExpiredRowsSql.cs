using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Accounts.Persistence;

/// <summary>One statement per batch. Refresh tokens go with their session, by the database's own cascade.</summary>
internal sealed class ExpiredRowsSql : IExpiredRows
{
    public Task<int> DeleteSessionsAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct) =>
        db.Set<Session>().Where(s => s.ExpiresAt < before || s.RevokedAt < before).OrderBy(s => s.ExpiresAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteLinksAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct) =>
        db.Set<AccountLink>().Where(l => l.ExpiresAt < before).OrderBy(l => l.ExpiresAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteRecoveryCodesAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct) =>
        db.Set<RecoveryCode>().Where(c => c.UsedAt < before).OrderBy(c => c.UsedAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteSignInFailuresAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct) =>
        db.Set<SignInFailures>().Where(f => f.LastAt < before).OrderBy(f => f.LastAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteInvitationsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct) =>
        db.Set<Invitation>().Where(i => i.OrganizationId == organization && i.ExpiresAt < before).OrderBy(i => i.ExpiresAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteVisitsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct) =>
        db.Set<OrganizationVisit>().Where(v => v.OrganizationId == organization && v.EndsAt < before).OrderBy(v => v.EndsAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeleteReadReceiptsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct) =>
        db.Set<NoticeReceipt>().Where(r => r.OrganizationId == organization && r.ReadAt < before).OrderBy(r => r.ReadAt).Take(take).ExecuteDeleteAsync(ct);

    public Task<int> DeletePortfolioPeopleAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct) =>
        db.Set<PortfolioPerson>().Where(p => p.OrganizationId == organization && p.WrittenAt < before).OrderBy(p => p.WrittenAt).Take(take).ExecuteDeleteAsync(ct);

    // Receipts go along by the database's own cascade.
    public Task<int> DeleteNoticesAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct) =>
        db.Set<Notice>().Where(n => n.OrganizationId == organization && n.CreatedAt < before).OrderBy(n => n.CreatedAt).Take(take).ExecuteDeleteAsync(ct);
}
