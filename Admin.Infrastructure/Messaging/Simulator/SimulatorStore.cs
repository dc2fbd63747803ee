using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// The simulator's own SQLite file. One writer commits in groups: whatever arrives while a commit runs
/// shares the next one, so that a thousand messages a second cost a few dozen commits.
/// </summary>
internal sealed class SimulatorStore : IAsyncDisposable
{
    private const int MaxGroup = 512;
    private const int QueueLength = 4096;

    private readonly Channel<Write> _writes = Channel.CreateBounded<Write>(QueueLength);
    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly Task _writer;

    private SimulatorStore(string connectionString, SqliteConnection connection)
    {
        _connectionString = connectionString;
        _connection = connection;
        _writer = Task.Run(WriteAllAsync);
    }

    public static async Task<SimulatorStore> OpenAsync(string path, CancellationToken ct)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await SimulatorSql.PrepareAsync(connection, ct);
            return new SimulatorStore(connectionString, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the message and its coming statuses are on disk.</summary>
    public Task AddAsync(LedgerMessage message, IReadOnlyList<PendingStatus> statuses, CancellationToken ct) =>
        EnqueueAsync((connection, transaction) => SimulatorSql.Insert(connection, transaction, message, statuses), ct);

    public Task RemoveAsync(IReadOnlyList<PendingStatus> delivered, CancellationToken ct) =>
        EnqueueAsync((connection, transaction) => SimulatorSql.Delete(connection, transaction, delivered), ct);

    public async Task<IReadOnlyList<PendingStatus>> PendingAsync(CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.PendingAsync(reader, ct);
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string? phoneNumberId, string? callbackPrefix, CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.LedgerAsync(reader, phoneNumberId, callbackPrefix, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
        await _connection.DisposeAsync();
    }

    private async Task<SqliteConnection> OpenReaderAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private async Task EnqueueAsync(Action<SqliteConnection, SqliteTransaction> run, CancellationToken ct)
    {
        var write = new Write(run, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _writes.Writer.WriteAsync(write, ct);
        // Not cancellable from here on: the row will be there, and the caller has to know it.
        await write.Done.Task;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<Write>(MaxGroup);
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && _writes.Reader.TryRead(out var write))
                group.Add(write);
            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<Write> group)
    {
        try
        {
            using (var transaction = _connection.BeginTransaction())
            {
                foreach (var write in group)
                    write.Run(_connection, transaction);
                transaction.Commit();
            }

            group.ForEach(write => write.Done.SetResult());
        }
        catch (SqliteException e)
        {
            group.ForEach(write => write.Done.SetException(e));
        }
    }

    private sealed record Write(Action<SqliteConnection, SqliteTransaction> Run, TaskCompletionSource Done);
}
