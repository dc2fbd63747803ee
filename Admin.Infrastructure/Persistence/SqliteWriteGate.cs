using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Persistence;

/// <summary>One writer at a time within the process; see <see cref="IWriteGate"/>.</summary>
internal sealed class SqliteWriteGate(WriteCount count) : IWriteGate, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        return new Exit(_one, count);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Exit(SemaphoreSlim one, WriteCount count) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _one, null) is not { } held)
                return;
            count.Add();
            held.Release();
        }
    }
}

/// <summary>SQL Server locks rows, not the database: nobody waits here.</summary>
internal sealed class OpenWriteGate(WriteCount count) : IWriteGate
{
    public ValueTask<IDisposable> EnterAsync(CancellationToken ct) => new(new Exit(count));

    private sealed class Exit(WriteCount count) : IDisposable
    {
        public void Dispose() => count.Add();
    }
}

/// <summary>See <see cref="IAdminDb.Writes"/>.</summary>
internal sealed class WriteCount
{
    private long _ended;

    public long Ended => Volatile.Read(ref _ended);

    public void Add() => Interlocked.Increment(ref _ended);
}
