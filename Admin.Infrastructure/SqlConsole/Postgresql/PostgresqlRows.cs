using System.Buffers;
using System.Data;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Results;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>Runs a reading statement and moves its rows into a buffer as they arrive; of a huge value only the beginning is ever held.</summary>
internal sealed class PostgresqlRows(NpgsqlDataReader reader, IReadOnlyList<uint> types, ResultBuffer results)
{
    // Characters of a text take up to four bytes; bytes of a binary are two hexadecimal digits behind a sign.
    private const int MaxBytes = (ResultBuffer.MaxCell * 4) + 2;

    public static async Task<Result> ReadAsync(PostgresqlSession session, PostgresqlStatement statement, ResultBuffer results, CancellationToken ct)
    {
        await using var command = statement.Command(session.Connection);
        var columns = await PostgresqlColumns.AskAsync(session.Connection, command, ct);
        // What gives no rows does something else: it locks, sets, copies or ends the transaction.
        if (columns.Types.Count == 0)
            return SqlConsoleErrors.EngineRefused("it does not read");
        if (columns.Types.Count > ResultBuffer.MaxColumns)
            return SqlConsoleErrors.TooManyColumns;
        results.Describe(columns.Columns);
        var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        var complete = false;
        try
        {
            complete = await new PostgresqlRows(reader, columns.Types, results).FillAsync(ct);
        }
        finally
        {
            await EndAsync(command, reader, complete);
        }
        return Result.Ok;
    }

    // A reader that is closed early reads all that is left, so the server is told to stop first.
    private static async Task EndAsync(NpgsqlCommand command, NpgsqlDataReader reader, bool complete)
    {
        if (!complete)
            command.Cancel();
        try
        {
            await reader.DisposeAsync();
        }
        catch (PostgresException e) when (!complete && e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            // That is what was asked for.
        }
    }

    /// <summary>Whether the rows were read to their end.</summary>
    private async Task<bool> FillAsync(CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[types.Count];
            var size = 0L;
            if (!results.Admits((long)types.Count * ResultBuffer.ValueOverhead))
                return false;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, ct) ? null : await ValueAsync(i, ct);
                size += CellText.Size(row[i]);
                // A row of many huge values is given up in the middle.
                if (size > ResultBuffer.MaxCell && !results.Admits(size))
                    return false;
            }
            if (!results.Admits(size))
                return false;
            results.Add(row, size);
        }
        return true;
    }

    private async Task<object> ValueAsync(int i, CancellationToken ct)
    {
        await using var stream = await reader.GetStreamAsync(i, ct);
        var length = stream.Length;
        var head = (int)Math.Min(length, MaxBytes);
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, head));
        try
        {
            await stream.ReadExactlyAsync(bytes.AsMemory(0, head), ct);
            if (head == length)
                return Whole(types[i], bytes.AsSpan(0, head));
            return PostgresqlTypes.IsBinary(types[i])
                ? CellText.Cut((byte[])PostgresqlTypes.Read(types[i], Encoding.ASCII.GetString(bytes, 0, head)), (length - 2) / 2)
                : CellText.Cut(Encoding.UTF8.GetString(bytes, 0, head), await CharactersAsync(bytes.AsMemory(0, head), stream, ct));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static object Whole(uint type, ReadOnlySpan<byte> bytes) => PostgresqlTypes.Read(type, Encoding.UTF8.GetString(bytes)) switch
    {
        string text => CellText.Cut(text),
        byte[] binary => CellText.Cut(binary),
        var value => value,
    };

    /// <summary>How many characters a text has that is longer than what is kept of it.</summary>
    private static async Task<long> CharactersAsync(ReadOnlyMemory<byte> head, Stream rest, CancellationToken ct)
    {
        const int Piece = 64 * 1024;
        var decoder = Encoding.UTF8.GetDecoder();
        var characters = new char[Piece + 1];
        var count = 0L;
        for (var at = 0; at < head.Length; at += Piece)
            count += decoder.GetChars(head.Span[at..Math.Min(head.Length, at + Piece)], characters, flush: false);
        var bytes = new byte[Piece];
        int read;
        while ((read = await rest.ReadAsync(bytes, ct)) > 0)
            count += decoder.GetChars(bytes.AsSpan(0, read), characters, flush: false);
        return count;
    }
}
