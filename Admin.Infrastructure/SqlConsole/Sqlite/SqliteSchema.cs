using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Reads the tables of a file through the metadata functions that the authorizer lets through.</summary>
internal static class SqliteSchema
{
    private const long MaxBytes = 20 * 1024 * 1024;

    private const string Columns = """
        SELECT t.name, t.type, c.name, c.type, c."notnull", c.pk, f."table", f."to"
        FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c LEFT JOIN pragma_foreign_key_list(t.name) AS f ON f."from" = c.name
        WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.type IN ('table', 'view')
        ORDER BY t.name, c.cid
        """;

    public static Result<SchemaReport> Read(sqlite3 db)
    {
        var prepared = SqliteStatement.Prepare(db, Columns, []);
        if (prepared.Failed)
            return prepared.Error;
        using var statement = prepared.Value;
        var rows = new ResultBuffer(SchemaReport.MaxColumns, MaxBytes);
        var code = SqliteRows.Read(statement.Handle, rows);
        if (code != raw.SQLITE_DONE)
            return statement.Fault(code);
        var tables = rows.Rows.GroupBy(r => (Name: (string)r[0]!, Type: (string)r[1]!)).Select(g => Table(g.Key.Name, g.Key.Type, g)).ToList();
        return new SchemaReport([.. tables.Take(SchemaReport.MaxTables)], rows.Truncated || tables.Count > SchemaReport.MaxTables);
    }

    private static SchemaTable Table(string name, string type, IEnumerable<object?[]> columns) =>
        // SQLite keeps no count of rows, and counting would read the whole table.
        new(null, name, type == "view" ? SchemaTableKind.View : SchemaTableKind.Table, RowEstimate: null, Quote(name), [.. columns.DistinctBy(r => r[2]).Select(Column)]);

    private static SchemaColumn Column(object?[] row) =>
        new((string)row[2]!, ((string)row[3]!).ToLowerInvariant(), row[4] is 0L, row[5] is > 0L, row[6] is string table ? $"{table}.{row[7]}" : null);

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
