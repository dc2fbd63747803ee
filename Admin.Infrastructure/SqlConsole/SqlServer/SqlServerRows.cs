using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Results;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>Moves the rows of one result set into the buffer, a value at a time.</summary>
internal static class SqlServerRows
{
    /// <summary>Stops the statement at the server as soon as the buffer is full.</summary>
    public static async Task<Result> ReadAsync(SqlCommand command, SqlDataReader reader, ResultBuffer results, CancellationToken ct)
    {
        if (reader.FieldCount > ResultBuffer.MaxColumns)
        {
            command.Cancel();
            return SqlConsoleErrors.TooManyColumns;
        }
        string[] types = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName)];
        results.Describe([.. types.Select((t, i) => new ResultColumn(reader.GetName(i), t, SqlServerCells.Kind(t)))]);
        while (await reader.ReadAsync(ct))
        {
            if (!Add(reader, types, results))
            {
                command.Cancel();
                break;
            }
        }
        return Result.Ok;
    }

    /// <summary>False when the row does not fit; that is known before all of its values are in memory.</summary>
    private static bool Add(SqlDataReader reader, string[] types, ResultBuffer results)
    {
        var (row, bytes) = (new object?[types.Length], 0L);
        for (var i = 0; i < row.Length; i++)
        {
            if (!results.Admits(bytes))
                return false;
            row[i] = SqlServerCells.Read(reader, i, types[i]);
            bytes += SqlServerCells.Bytes(row[i]);
        }
        if (!results.Admits(bytes))
            return false;
        results.Add(row, bytes);
        return true;
    }
}
