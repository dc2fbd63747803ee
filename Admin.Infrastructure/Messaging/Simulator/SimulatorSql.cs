using Microsoft.Data.Sqlite;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The statements of the simulator's file. It belongs to no organization: the simulator stands for a foreign service.</summary>
internal static class SimulatorSql
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS Messages (
            Sequence INTEGER PRIMARY KEY, Wamid TEXT NOT NULL, PhoneNumberId TEXT NOT NULL,
            Recipient TEXT NOT NULL, CallbackData TEXT NOT NULL, AcceptedAt INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS Statuses (
            Id INTEGER PRIMARY KEY, DueAt INTEGER NOT NULL, Wamid TEXT NOT NULL, PhoneNumberId TEXT NOT NULL,
            Recipient TEXT NOT NULL, CallbackData TEXT NOT NULL, Status TEXT NOT NULL, ErrorCode INTEGER NOT NULL);
        """;

    private const string InsertMessage = """
        INSERT INTO Messages (Wamid, PhoneNumberId, Recipient, CallbackData, AcceptedAt)
        VALUES ($wamid, $phone, $recipient, $callback, $at)
        """;

    private const string InsertStatus = """
        INSERT INTO Statuses (Id, DueAt, Wamid, PhoneNumberId, Recipient, CallbackData, Status, ErrorCode)
        VALUES ($id, $due, $wamid, $phone, $recipient, $callback, $status, $error)
        """;

    private const string Ledger = """
        SELECT PhoneNumberId, Recipient, CallbackData FROM Messages
        WHERE ($phone IS NULL OR PhoneNumberId = $phone)
          AND ($prefix IS NULL OR substr(CallbackData, 1, length($prefix)) = $prefix)
        ORDER BY PhoneNumberId, Recipient, Sequence
        """;

    public static async Task PrepareAsync(SqliteConnection connection, CancellationToken ct)
    {
        await using var command = Command(connection, null, Schema);
        await command.ExecuteNonQueryAsync(ct);
    }

    public static void Insert(SqliteConnection connection, SqliteTransaction transaction, LedgerMessage message, IReadOnlyList<PendingStatus> statuses)
    {
        using var insert = Command(
            connection, transaction, InsertMessage,
            ("$wamid", message.Wamid), ("$phone", message.PhoneNumberId), ("$recipient", message.Recipient),
            ("$callback", message.CallbackData), ("$at", message.AcceptedAt));
        insert.ExecuteNonQuery();
        foreach (var s in statuses)
        {
            using var status = Command(
                connection, transaction, InsertStatus,
                ("$id", s.Id), ("$due", s.DueAt), ("$wamid", s.Wamid), ("$phone", s.PhoneNumberId), ("$recipient", s.Recipient),
                ("$callback", s.CallbackData), ("$status", s.Status), ("$error", s.ErrorCode));
            status.ExecuteNonQuery();
        }
    }

    public static void Delete(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<PendingStatus> delivered)
    {
        using var delete = Command(connection, transaction, "DELETE FROM Statuses WHERE Id = $id", ("$id", 0L));
        foreach (var status in delivered)
        {
            delete.Parameters[0].Value = status.Id;
            delete.ExecuteNonQuery();
        }
    }

    public static async Task<IReadOnlyList<PendingStatus>> PendingAsync(SqliteConnection connection, CancellationToken ct)
    {
        const string Select = "SELECT Id, DueAt, Wamid, PhoneNumberId, Recipient, CallbackData, Status, ErrorCode FROM Statuses ORDER BY Id";
        await using var command = Command(connection, null, Select);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var pending = new List<PendingStatus>();
        while (await reader.ReadAsync(ct))
        {
            pending.Add(new PendingStatus(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetInt32(7)));
        }

        return pending;
    }

    public static async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(SqliteConnection connection, string? phoneNumberId, string? callbackPrefix, CancellationToken ct)
    {
        await using var command = Command(connection, null, Ledger, ("$phone", phoneNumberId), ("$prefix", callbackPrefix));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<LedgerEntry>();
        var callbacks = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            var (phone, recipient) = (reader.GetString(0), reader.GetString(1));
            if (entries.Count == 0 || entries[^1].PhoneNumberId != phone || entries[^1].Recipient != recipient)
                entries.Add(new LedgerEntry(phone, recipient, callbacks = []));
            callbacks.Add(reader.GetString(2));
        }

        return entries;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constants above come here.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
