using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

/// <summary>
/// Deletes, set-based and in the caller's write, at most <c>take</c> rows of what was over before a moment. Each answers how many it
/// deleted. There is none for audit entries, on purpose.
/// </summary>
public interface IExpiredRows
{
    /// <summary>Sessions that ran out or were revoked, with their refresh tokens.</summary>
    Task<int> DeleteSessionsAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct);

    /// <summary>Links for a new password or the first super admin.</summary>
    Task<int> DeleteLinksAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct);

    /// <summary>Recovery codes that were used.</summary>
    Task<int> DeleteRecoveryCodesAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct);

    /// <summary>Counts of failed sign-ins.</summary>
    Task<int> DeleteSignInFailuresAsync(AdminDbContext db, DateTime before, int take, CancellationToken ct);

    Task<int> DeleteInvitationsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct);

    Task<int> DeleteVisitsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct);

    /// <summary>Receipts that were read: the notice leaves that person's inbox, and its key stays.</summary>
    Task<int> DeleteReadReceiptsAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct);

    /// <summary>People whom campaigns wrote to, for the portfolio's moving day.</summary>
    Task<int> DeletePortfolioPeopleAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct);

    /// <summary>Notices that were made, with all their receipts.</summary>
    Task<int> DeleteNoticesAsync(AdminDbContext db, OrganizationId organization, DateTime before, int take, CancellationToken ct);
}
