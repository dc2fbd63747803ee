using System.Data;
using System.Globalization;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>Runs a change inside the session's transaction and looks at some of its rows before and after.</summary>
internal static class SqlServerChange
{
    private const long SampleBytes = 1024 * 1024;

    public const string KeyColumns = """
        SELECT c.name FROM sys.indexes AS i
        JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id
        JOIN sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id
        WHERE i.object_id = OBJECT_ID(@table) AND i.is_primary_key = 1 ORDER BY k.key_ordinal
        """;

    public static async Task<(long Affected, ChangeSample? Sample)> RunAsync(SqlServerSession session, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        var before = change is { ExpectedRows: null, Plain: { } plain } ? await LookAsync(session, query, plain, change.SampleRows, ct) : null;
        var affected = await ApplyAsync(session, query, ct);
        return (affected, before is null ? null : await CompareAsync(session, query, change.Plain!, before, ct));
    }

    /// <summary>The count is asked for behind the statement: what the driver adds up holds the rows of triggers too.</summary>
    private static async Task<long> ApplyAsync(SqlServerSession session, EngineQuery query, CancellationToken ct)
    {
        await using var command = session.Command($"{query.Text}\n;SELECT ROWCOUNT_BIG() /* {query.Comment} */", query.Parameters, query.Timeout);
        await using var reader = await command.ExecuteReaderAsync(ct);
        long affected = 0;
        do
        {
            // An OUTPUT clause gives rows too; the count is in the last result.
            while (await reader.ReadAsync(ct))
                affected = reader.FieldCount == 1 && reader.GetFieldType(0) == typeof(long) && !reader.IsDBNull(0) ? reader.GetInt64(0) : 0;
        }
        while (await reader.NextResultAsync(ct));
        return affected;
    }

    private static Task<ResultBuffer> LookAsync(SqlServerSession session, EngineQuery query, PlainChange plain, int rows, CancellationToken ct)
    {
        var alias = plain.Alias is null ? "" : $" AS {plain.Alias}";
        var count = rows.ToString(CultureInfo.InvariantCulture);
        return RowsAsync(session, $"SELECT TOP ({count}) {plain.Alias ?? plain.Table}.* FROM {plain.Table}{alias} WHERE {plain.Condition}\n", plain.Parameters, rows, query.Timeout, ct);
    }

    private static async Task<ChangeSample> CompareAsync(SqlServerSession session, EngineQuery query, PlainChange plain, ResultBuffer before, CancellationToken ct)
    {
        var places = plain.IsDelete ? [] : await KeyAsync(session, query, plain, before, ct);
        var after = new List<object?[]>();
        foreach (var row in places.Count == 0 ? [] : before.Rows)
        {
            var condition = string.Join(" AND ", places.Select((p, i) => $"{Quote(before.Columns[p].Name)} = @k{i.ToString(CultureInfo.InvariantCulture)}"));
            var key = places.Select((p, i) => new BoundParameter($"k{i.ToString(CultureInfo.InvariantCulture)}", 0, 2, row[p]));
            var found = await RowsAsync(session, $"SELECT * FROM {plain.Table} WHERE {condition}", [.. key], 1, query.Timeout, ct);
            // A row whose own key has changed cannot be found again.
            if (found.Rows is not [var changed])
                return new ChangeSample(before.Columns, [.. before.Rows], []);
            after.Add(changed);
        }
        return new ChangeSample(before.Columns, [.. before.Rows], after);
    }

    /// <summary>Where in a row the columns of the primary key stand; none when there is no key.</summary>
    private static async Task<IReadOnlyList<int>> KeyAsync(SqlServerSession session, EngineQuery query, PlainChange plain, ResultBuffer rows, CancellationToken ct)
    {
        var key = await RowsAsync(session, KeyColumns, [new BoundParameter("table", 0, 6, plain.Table)], 32, query.Timeout, ct);
        var places = key.Rows.Select(r => rows.Columns.ToList().FindIndex(c => c.Name == (string)r[0]!)).ToList();
        return places.Contains(-1) ? [] : places;
    }

    private static async Task<ResultBuffer> RowsAsync(
        SqlServerSession session, string text, IReadOnlyList<BoundParameter> parameters, int rows, TimeSpan limit, CancellationToken ct)
    {
        var results = new ResultBuffer(rows, SampleBytes);
        await using var command = session.Command(text, parameters, limit);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        await SqlServerRows.ReadAsync(command, reader, results, ct);
        return results;
    }

    private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
