using System.Data;
using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>Tables and views as the account may see them. Row counts are those that the server keeps anyway.</summary>
internal static class SqlServerSchema
{
    public static readonly string Columns = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT TOP ({SchemaReport.MaxColumns + 1}) s.name, o.name, o.type, c.name, t.name, c.is_nullable,
            CASE WHEN k.column_id IS NULL THEN 0 ELSE 1 END,
            (SELECT TOP (1) OBJECT_NAME(f.referenced_object_id) + N'.' + COL_NAME(f.referenced_object_id, f.referenced_column_id)
                FROM sys.foreign_key_columns AS f WHERE f.parent_object_id = c.object_id AND f.parent_column_id = c.column_id),
            (SELECT SUM(p.rows) FROM sys.partitions AS p WHERE p.object_id = o.object_id AND p.index_id IN (0, 1))
        FROM sys.objects AS o
        JOIN sys.schemas AS s ON s.schema_id = o.schema_id
        JOIN sys.columns AS c ON c.object_id = o.object_id
        JOIN sys.types AS t ON t.user_type_id = c.user_type_id
        LEFT JOIN sys.indexes AS i ON i.object_id = o.object_id AND i.is_primary_key = 1
        LEFT JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id AND k.column_id = c.column_id
        WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
        ORDER BY s.name, o.name, c.column_id
        """);

    public static async Task<Result<SchemaReport>> ReadAsync(SqlServerSession session, TimeSpan limit, CancellationToken ct)
    {
        var rows = new ResultBuffer(SchemaReport.MaxColumns, RunLimits.MaxBytes);
        await using var command = session.Command(Columns, [], limit);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        var read = await SqlServerRows.ReadAsync(command, reader, rows, ct);
        return read.Failed ? read.Error : Report(rows);
    }

    /// <summary>Of rows in the order of tables: schema, table, kind, column, type, whether nullable, whether key, reference, rows.</summary>
    public static SchemaReport Report(ResultBuffer rows)
    {
        var tables = rows.Rows.GroupBy(r => (Schema: (string)r[0]!, Name: (string)r[1]!)).Select(g => Table(g.Key.Schema, g.Key.Name, [.. g])).ToList();
        return new SchemaReport([.. tables.Take(SchemaReport.MaxTables)], rows.Truncated || tables.Count > SchemaReport.MaxTables);
    }

    private static SchemaTable Table(string schema, string name, IReadOnlyList<object?[]> columns) => new(
        schema,
        name,
        // The type is a fixed text of two characters.
        ((string)columns[0][2]!).Trim() == "V" ? SchemaTableKind.View : SchemaTableKind.Table,
        columns[0][8] as long?,
        $"{Quote(schema)}.{Quote(name)}",
        [.. columns.Select(c => new SchemaColumn((string)c[3]!, (string)c[4]!, c[5] is true, c[6] is 1L, c[7] as string))]);

    private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
