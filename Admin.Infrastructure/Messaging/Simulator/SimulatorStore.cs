using Microsoft.Data.Sqlite;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// The simulator's own SQLite file. One writer commits in groups: whatever arrives within a few milliseconds shares one
/// transaction and one sync of the disk. What has been told about a message is written when it was the last, or at the stop:
/// after a kill some updates come twice, as they may in reality.
/// </summary>
internal sealed class SimulatorStore : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _mark;
    private readonly bool _durable;
    private readonly TimeSpan _flush;
    private readonly Task _writer;
    private Group _group = new();
    private bool _closing;

    private SimulatorStore(string connectionString, SqliteConnection connection, SimulatorOptions options)
    {
        _connectionString = connectionString;
        _connection = connection;
        _insert = SimulatorSql.Insert(connection);
        _mark = SimulatorSql.Mark(connection);
        _durable = options.Durable;
        _flush = TimeSpan.FromMilliseconds(options.FlushMs);
        _writer = Task.Run(WriteAllAsync);
    }

    public static async Task<SimulatorStore> OpenAsync(SimulatorOptions options, CancellationToken ct)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = options.DatabasePath, Pooling = false }.ToString();
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            await SimulatorSql.PrepareAsync(connection, options.Durable, ct);
            return new SimulatorStore(connectionString, connection, options);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends when the message is on disk; when the store is not durable, at once.</summary>
    public Task AddAsync(SentMessage message)
    {
        var done = Enter(group => group.Added.Add(message));
        return _durable ? done : Task.CompletedTask;
    }

    /// <summary>Writes what of the message is still open.</summary>
    public Task MarkAsync(SentMessage message) => Enter(group => group.Marked.Add(message));

    public Task RewriteAsync(SentMessage message) => Enter(group => group.Acts.Add((connection, transaction) => SimulatorSql.Rewrite(connection, transaction, message)));

    public Task AddAsync(PlatformEvent told) => Enter(group => group.Acts.Add((connection, transaction) => SimulatorSql.Insert(connection, transaction, told)));

    public Task RemoveAsync(PlatformEvent told) => Enter(group => group.Acts.Add((connection, transaction) => SimulatorSql.Delete(connection, transaction, told)));

    public async Task<(long Messages, long Events)> LastAsync(CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.LastAsync(reader, ct);
    }

    public async Task<(IReadOnlyList<SentMessage> Messages, IReadOnlyList<PlatformEvent> Events)> OpenOnesAsync(CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return (await SimulatorSql.OpenAsync(reader, ct), await SimulatorSql.EventsAsync(reader, ct));
    }

    public async Task<SentMessage?> FindAsync(long sequence, CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.FindAsync(reader, sequence, ct);
    }

    public async Task<IReadOnlyList<(string Person, long At)>> WrittenSinceAsync(long since, CancellationToken ct)
    {
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.WrittenSinceAsync(reader, since, ct);
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(LedgerFilter filter, CancellationToken ct)
    {
        // Whatever was answered before this call is in it, also when the store is not durable.
        await Enter(_ => { });
        await using var reader = await OpenReaderAsync(ct);
        return await SimulatorSql.LedgerAsync(reader, filter, ct);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _closing = true;
        _work.Release();
        await _writer;
        await _insert.DisposeAsync();
        await _mark.DisposeAsync();
        await _connection.DisposeAsync();
        _work.Dispose();
    }

    private Task Enter(Action<Group> enter)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            enter(_group);
            if (!_group.IsAnnounced)
            {
                _group.IsAnnounced = true;
                _work.Release();
            }

            return _group.Done.Task;
        }
    }

    private async Task<SqliteConnection> OpenReaderAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private async Task WriteAllAsync()
    {
        while (true)
        {
            await _work.WaitAsync();
            // The disk's pace, not the simulated time.
            if (_flush > TimeSpan.Zero && !_closing)
                await Task.Delay(_flush, TimeProvider.System);
            Group group;
            lock (_lock)
                (group, _group) = (_group, new Group());
            if (group.IsAnnounced)
                Commit(group);
            if (_closing && !_group.IsAnnounced)
                return;
        }
    }

    private void Commit(Group group)
    {
        try
        {
            using (var transaction = _connection.BeginTransaction())
            {
                _insert.Transaction = transaction;
                _mark.Transaction = transaction;
                foreach (var message in group.Added)
                    SimulatorSql.Insert(_insert, message);
                foreach (var message in group.Marked)
                    SimulatorSql.Mark(_mark, message);
                foreach (var act in group.Acts)
                    act(_connection, transaction);
                transaction.Commit();
            }

            group.Done.SetResult();
        }
        catch (Exception e)
        {
            // Whoever waits hears of it; the next group is tried all the same.
            group.Done.SetException(e);
        }
    }

    private sealed class Group
    {
        public List<SentMessage> Added { get; } = [];

        public List<SentMessage> Marked { get; } = [];

        public List<Action<SqliteConnection, SqliteTransaction>> Acts { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAnnounced { get; set; }
    }
}
