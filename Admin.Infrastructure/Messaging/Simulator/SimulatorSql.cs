using Microsoft.Data.Sqlite;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The statements of the simulator's file. It belongs to no organization: the simulator stands for a foreign service.</summary>
internal static class SimulatorSql
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS Ledger (
            Sequence INTEGER PRIMARY KEY, Wamid TEXT NOT NULL, PhoneNumberId TEXT NOT NULL, Recipient TEXT NOT NULL,
            CallbackData TEXT NOT NULL, Category TEXT NOT NULL, AcceptedAt INTEGER NOT NULL,
            Plan BLOB NOT NULL, Open INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS Events (
            Id INTEGER PRIMARY KEY, DueAt INTEGER NOT NULL, WabaId TEXT NOT NULL, Field TEXT NOT NULL, Value BLOB NOT NULL);
        """;

    private const string Columns = "Sequence, Wamid, PhoneNumberId, Recipient, CallbackData, Category, AcceptedAt, Plan, Open";

    private const string SelectLedger = """
        SELECT PhoneNumberId, Recipient, CallbackData FROM Ledger
        WHERE ($phone IS NULL OR PhoneNumberId = $phone)
          AND ($prefix IS NULL OR substr(CallbackData, 1, length($prefix)) = $prefix)
          AND ($end IS NULL OR substr(Recipient, -length($end)) = $end)
        ORDER BY PhoneNumberId, Recipient, Sequence
        """;

    /// <param name="durable">False: a commit does not wait for the disk.</param>
    public static async Task PrepareAsync(SqliteConnection connection, bool durable, CancellationToken ct)
    {
        await using (var journal = Command(connection, durable ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" : "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"))
            await journal.ExecuteNonQueryAsync(ct);
        await using var command = Command(connection, Schema);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Made once and run for each message: to parse it anew would cost more than to run it.</summary>
    public static SqliteCommand Insert(SqliteConnection connection) => Prepared(
        connection,
        $"INSERT INTO Ledger ({Columns}) VALUES ($sequence, $wamid, $phone, $recipient, $callback, $category, $at, $plan, $open)",
        ("$sequence", SqliteType.Integer), ("$wamid", SqliteType.Text), ("$phone", SqliteType.Text), ("$recipient", SqliteType.Text), ("$callback", SqliteType.Text),
        ("$category", SqliteType.Text), ("$at", SqliteType.Integer), ("$plan", SqliteType.Blob), ("$open", SqliteType.Integer));

    /// <summary>Made once, as the insert.</summary>
    public static SqliteCommand Mark(SqliteConnection connection) => Prepared(
        connection, "UPDATE Ledger SET Open = $open WHERE Sequence = $sequence", ("$open", SqliteType.Integer), ("$sequence", SqliteType.Integer));

    public static void Insert(SqliteCommand insert, SentMessage message)
    {
        var parameters = insert.Parameters;
        parameters[0].Value = message.Sequence;
        parameters[1].Value = message.Wamid;
        parameters[2].Value = message.PhoneNumberId;
        parameters[3].Value = message.Recipient;
        parameters[4].Value = message.CallbackData;
        parameters[5].Value = message.Category;
        parameters[6].Value = message.AcceptedAt;
        parameters[7].Value = message.PackUpdates();
        parameters[8].Value = message.Open;
        insert.ExecuteNonQuery();
    }

    public static void Mark(SqliteCommand mark, SentMessage message)
    {
        mark.Parameters[0].Value = message.Open;
        mark.Parameters[1].Value = message.Sequence;
        mark.ExecuteNonQuery();
    }

    public static void Rewrite(SqliteConnection connection, SqliteTransaction transaction, SentMessage message)
    {
        using var command = Command(connection, "UPDATE Ledger SET Plan = $plan, Open = $open WHERE Sequence = $sequence", ("$plan", message.PackUpdates()), ("$open", message.Open), ("$sequence", message.Sequence));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, PlatformEvent told)
    {
        using var command = Command(
            connection, "INSERT INTO Events (Id, DueAt, WabaId, Field, Value) VALUES ($id, $due, $waba, $field, $value)",
            ("$id", told.Id), ("$due", told.DueAt), ("$waba", told.WabaId), ("$field", told.Field), ("$value", told.Value));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public static void Delete(SqliteConnection connection, SqliteTransaction transaction, PlatformEvent told)
    {
        using var command = Command(connection, "DELETE FROM Events WHERE Id = $id", ("$id", told.Id));
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public static async Task<(long Messages, long Events)> LastAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, "SELECT (SELECT COALESCE(MAX(Sequence), 0) FROM Ledger), (SELECT COALESCE(MAX(Id), 0) FROM Events)");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public static async Task<IReadOnlyList<SentMessage>> OpenAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, $"SELECT {Columns} FROM Ledger WHERE Open <> 0 ORDER BY Sequence");
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<SentMessage> open = [];
        while (await reader.ReadAsync(ct))
            open.Add(Read(reader));
        return open;
    }

    public static async Task<SentMessage?> FindAsync(SqliteConnection connection, long sequence, CancellationToken ct)
    {
        await using var command = Command(connection, $"SELECT {Columns} FROM Ledger WHERE Sequence = $sequence", ("$sequence", sequence));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    public static async Task<IReadOnlyList<PlatformEvent>> EventsAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, "SELECT Id, DueAt, WabaId, Field, Value FROM Events ORDER BY Id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<PlatformEvent> events = [];
        while (await reader.ReadAsync(ct))
            events.Add(new PlatformEvent(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), (byte[])reader.GetValue(4)));
        return events;
    }

    public static async Task<IReadOnlyList<(string Person, long At)>> WrittenSinceAsync(SqliteConnection connection, long since, CancellationToken ct)
    {
        await using var command = Command(connection, "SELECT Recipient, MAX(AcceptedAt) FROM Ledger WHERE AcceptedAt > $since GROUP BY Recipient", ("$since", since));
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<(string Person, long At)> written = [];
        while (await reader.ReadAsync(ct))
            written.Add((reader.GetString(0), reader.GetInt64(1)));
        return written;
    }

    public static async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(SqliteConnection connection, LedgerFilter filter, CancellationToken ct)
    {
        await using var command = Command(connection, SelectLedger, ("$phone", filter.PhoneNumberId), ("$prefix", filter.CallbackPrefix), ("$end", filter.PhoneEnd));
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<LedgerEntry> entries = [];
        List<string> callbacks = [];
        while (await reader.ReadAsync(ct))
        {
            var (phone, recipient) = (reader.GetString(0), reader.GetString(1));
            if (entries.Count == 0 || entries[^1].PhoneNumberId != phone || entries[^1].Recipient != recipient)
                entries.Add(new LedgerEntry(phone, recipient, callbacks = []));
            callbacks.Add(reader.GetString(2));
        }

        return entries;
    }

    private static SentMessage Read(SqliteDataReader reader) => SentMessage.Restore(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
        reader.GetInt64(6), (byte[])reader.GetValue(7), reader.GetInt64(8));

    private static SqliteCommand Prepared(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = Command(connection, text);
        foreach (var (name, type) in parameters)
            command.Parameters.Add(name, type);
        command.Prepare();
        return command;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constants above come here.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
