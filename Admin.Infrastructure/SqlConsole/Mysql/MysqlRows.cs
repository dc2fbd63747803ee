using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Results;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>Runs a reading statement and moves its rows into a buffer as they arrive. The driver holds one row at a time.</summary>
internal static class MysqlRows
{
    public static async Task<Result> ReadAsync(MysqlSession session, MysqlStatement statement, ResultBuffer results, CancellationToken ct)
    {
        var prepared = await statement.PrepareAsync(session.Connection, ct);
        if (prepared.Failed)
            return prepared;
        await using var command = statement.Command(session.Connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var complete = false;
        try
        {
            // Where a SELECT puts its rows elsewhere, there is nothing to show.
            if (reader.FieldCount == 0)
                return SqlConsoleErrors.EngineRefused("it does not read");
            if (reader.FieldCount > ResultBuffer.MaxColumns)
                return SqlConsoleErrors.TooManyColumns;
            var columns = reader.GetColumnSchema().Cast<MySqlDbColumn>().ToArray();
            results.Describe([.. columns.Select(MysqlValues.Column)]);
            complete = await FillAsync(reader, columns, results, ct);
            return complete && await reader.NextResultAsync(ct) ? SqlConsoleErrors.EngineRefused("it gives more than one result") : Result.Ok;
        }
        finally
        {
            // A reader that is closed early reads all that is left, so the server is told to stop first.
            if (!complete)
                command.Cancel();
        }
    }

    /// <summary>Whether the rows were read to their end.</summary>
    private static async Task<bool> FillAsync(MySqlDataReader reader, MySqlDbColumn[] columns, ResultBuffer results, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[columns.Length];
            var size = 0L;
            if (!results.Admits((long)columns.Length * ResultBuffer.ValueOverhead))
                return false;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = MysqlValues.Read(reader, i, columns[i]);
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
}
