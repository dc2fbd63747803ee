using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Runs a change inside the session's transaction and looks at some of its rows before and after.</summary>
internal static class SqliteChange
{
    private const string RowId = "_rowid_";
    private const long SampleBytes = 1024 * 1024;

    public static Result<(long Affected, ChangeSample? Sample)> Run(sqlite3 db, EngineQuery query, EngineChange change)
    {
        var before = change.Plain is { } plain ? Look(db, plain, change.SampleRows) : null;
        var affected = Apply(db, query);
        if (affected.Failed)
            return affected.Error;
        return (affected.Value, before is null ? null : Compare(db, change.Plain!, before));
    }

    private static Result<long> Apply(sqlite3 db, EngineQuery query)
    {
        var before = raw.sqlite3_total_changes(db);
        var prepared = SqliteStatement.Prepare(db, query.Text, query.Parameters);
        if (prepared.Failed)
            return prepared.Error;
        using var statement = prepared.Value;
        int code;
        do
        {
            code = raw.sqlite3_step(statement.Handle);
        }
        while (code == raw.SQLITE_ROW);
        if (code != raw.SQLITE_DONE)
            return statement.Fault(code);
        // The rows that triggers change are not counted: nobody has named them.
        return raw.sqlite3_total_changes(db) == before ? 0 : (long)raw.sqlite3_changes(db);
    }

    /// <summary>The first column is the row's own id, by which it is found again; a table without one gives no sample.</summary>
    private static ResultBuffer? Look(sqlite3 db, PlainChange plain, int rows)
    {
        var name = plain.Alias ?? plain.Table;
        var alias = plain.Alias is null ? "" : $" AS {plain.Alias}";
        var prepared = SqliteStatement.Prepare(db, $"SELECT {name}.{RowId}, {name}.* FROM {plain.Table}{alias} WHERE {plain.Condition}\n", plain.Parameters);
        return prepared.Failed ? null : Rows(prepared.Value, rows);
    }

    private static ResultBuffer? Rows(SqliteStatement statement, int rows)
    {
        using (statement)
        {
            var results = new ResultBuffer(rows, SampleBytes);
            return SqliteRows.Read(statement.Handle, results) == raw.SQLITE_DONE ? results : null;
        }
    }

    private static ChangeSample Compare(sqlite3 db, PlainChange plain, ResultBuffer before)
    {
        var after = new List<object?[]>();
        foreach (var row in plain.IsDelete ? [] : before.Rows)
        {
            var prepared = SqliteStatement.Prepare(db, $"SELECT {RowId}, * FROM {plain.Table} WHERE {RowId} = ?", [new BoundParameter("1", 0, 1, row[0])]);
            // A row whose own id has changed cannot be found again.
            if (prepared.Failed || Rows(prepared.Value, 1) is not { Rows: [var found] })
                return Sample(before, []);
            after.Add(found[1..]);
        }
        return Sample(before, after);
    }

    private static ChangeSample Sample(ResultBuffer before, IReadOnlyList<object?[]> after) =>
        new([.. before.Columns.Skip(1)], [.. before.Rows.Select(r => r[1..])], after);
}
