using Microsoft.EntityFrameworkCore.Storage;

namespace Admin.Domain.Organizations;

/// <summary>
/// A transaction that holds the write gate. Keep it short and call nothing outside the process while it is open.
/// Disposing without <see cref="CommitAsync"/> rolls back; committing lets the next writer in at once, so that what follows the commit may
/// write too.
/// </summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly AdminDbContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _gate;
    private bool _left;

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
        Leave();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (_left)
            return;
        _left = true;
        _db.LeaveWrite();
        _gate.Dispose();
    }
}
