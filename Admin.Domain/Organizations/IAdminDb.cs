namespace Admin.Domain.Organizations;

/// <summary>Opens contexts: one per operation, not pooled (a pooled one would keep a tenant).</summary>
public interface IAdminDb
{
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
