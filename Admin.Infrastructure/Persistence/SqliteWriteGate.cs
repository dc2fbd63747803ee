using Admin.Domain.Organizations;

namespace Admin.Infrastructure.Persistence;

/// <summary>One writer at a time within the process; see <see cref="IWriteGate"/>.</summary>
internal sealed class SqliteWriteGate : IWriteGate, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async ValueTask<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        return new Exit(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Exit(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose() => Interlocked.Exchange(ref _one, null)?.Release();
    }
}

/// <summary>SQL Server locks rows, not the database: nobody waits here.</summary>
internal sealed class OpenWriteGate : IWriteGate
{
    private static readonly IDisposable Nothing = new MemoryStream();

    public ValueTask<IDisposable> EnterAsync(CancellationToken ct) => new(Nothing);
}
