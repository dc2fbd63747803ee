using Microsoft.EntityFrameworkCore.Storage;

namespace Admin.Domain.Organizations;

/// <summary>
/// A transaction that holds the write gate. Keep it short and call nothing outside the process while it is open.
/// Disposing without <see cref="CommitAsync"/> rolls back.
/// </summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly AdminDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _gate;

    internal WriteTransaction(AdminDbContext db, IDbContextTransaction transaction, IDisposable gate)
    {
        _db = db;
        _transaction = transaction;
        _gate = gate;
    }

    /// <summary>Saves what is tracked and commits.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        await _db.SaveChangesAsync(ct);
        await _transaction.CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            _db.LeaveWrite();
            _gate.Dispose();
        }
    }
}
