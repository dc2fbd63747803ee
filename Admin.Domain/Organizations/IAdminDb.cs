namespace Admin.Domain.Organizations;

/// <summary>Opens contexts: one per operation, not pooled (a pooled one would keep a tenant).</summary>
public interface IAdminDb
{
    /// <summary>
    /// How many writes of this node have ended. What was read at one count and is looked at again at the same count has been
    /// overtaken by no write of this node; another node's may have come in between.
    /// </summary>
    long Writes { get; }

    Task<AdminDbContext> OpenAsync(TenantScope scope, CancellationToken ct);
}

/// <summary>
/// Admits one writer at a time. SQLite has one write lock, and waiting for it here is far quicker than in its driver,
/// which sleeps in steps of 150 ms; on SQL Server the gate is always open.
/// </summary>
public interface IWriteGate
{
    ValueTask<IDisposable> EnterAsync(CancellationToken ct);
}
