using Admin.Domain.Organizations;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Infrastructure.Secrets.Persistence;

namespace Admin.Tests.Domain.Secrets.ReEncrypting;

/// <summary>The real statements, with what a test does in between.</summary>
internal sealed class InterferingStore : IReEncryptionStore
{
    private readonly ReEncryptionSql _real = new();

    /// <summary>After a batch's rows were replaced, and before that is counted and committed; given how many batches came before.</summary>
    public Func<int, Task> AfterReplacing { get; set; } = _ => Task.CompletedTask;

    /// <summary>A killed process gives nothing back.</summary>
    public bool IsKilled { get; set; }

    public List<int> Batches { get; } = [];

    public Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, DateTime until, CancellationToken ct) =>
        _real.TryClaimAsync(db, organization, run, owner, now, until, ct);

    public Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionStep step, CancellationToken ct) =>
        _real.TryAdvanceAsync(db, organization, run, owner, step, ct);

    public Task<bool> TryWaitAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionPause pause, CancellationToken ct) =>
        IsKilled ? throw new KilledException() : _real.TryWaitAsync(db, organization, run, owner, pause, ct);

    public Task<bool> TryCompleteAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, CancellationToken ct) =>
        _real.TryCompleteAsync(db, organization, run, owner, now, ct);

    public Task<bool> TryStopAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, string reason, DateTime now, CancellationToken ct) =>
        _real.TryStopAsync(db, organization, run, reason, now, ct);

    public async Task<int> ReplaceAsync(AdminDbContext db, OrganizationId organization, string provider, IReadOnlyList<MovedVersion> moved, DateTime now, CancellationToken ct)
    {
        var replaced = await _real.ReplaceAsync(db, organization, provider, moved, now, ct);
        if (moved.Count > 0)
        {
            Batches.Add(moved.Count);
            await AfterReplacing(Batches.Count - 1);
        }

        return replaced;
    }
}

internal sealed class KilledException() : Exception("The process ends here.");
