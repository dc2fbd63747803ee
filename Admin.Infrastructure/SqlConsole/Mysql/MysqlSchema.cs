using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>Reads information_schema, which shows an account what it has a right on.</summary>
internal static class MysqlSchema
{
    private const long MaxBytes = 20 * 1024 * 1024;

    private static readonly string Columns = string.Create(CultureInfo.InvariantCulture, $"""
        SELECT t.TABLE_NAME, t.TABLE_TYPE LIKE '%VIEW', CAST(t.TABLE_ROWS AS SIGNED), c.COLUMN_NAME, c.COLUMN_TYPE,
            c.IS_NULLABLE = 'YES', c.COLUMN_KEY = 'PRI', f.target
        FROM (SELECT TABLE_NAME, TABLE_TYPE, TABLE_ROWS FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE <> 'SEQUENCE' ORDER BY TABLE_NAME LIMIT {SchemaReport.MaxTables + 1}) AS t
            JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME = t.TABLE_NAME
            LEFT JOIN (SELECT TABLE_NAME, COLUMN_NAME, MIN(CONCAT(REFERENCED_TABLE_NAME, '.', REFERENCED_COLUMN_NAME)) AS target
                FROM information_schema.KEY_COLUMN_USAGE
                WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY TABLE_NAME, COLUMN_NAME) AS f
            ON f.TABLE_NAME = c.TABLE_NAME AND f.COLUMN_NAME = c.COLUMN_NAME
        ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION
        """);

    public static async Task<Result<SchemaReport>> ReadAsync(MysqlSession session, CancellationToken ct)
    {
        var rows = new ResultBuffer(SchemaReport.MaxColumns, MaxBytes);
        var read = await MysqlRows.ReadAsync(session, new MysqlStatement(new EngineQuery(Columns, [], TimeSpan.Zero)), rows, ct);
        if (read.Failed)
            return read.Error;
        var tables = rows.Rows.GroupBy(r => (string)r[0]!).Select(g => Table(g.Key, [.. g])).ToList();
        return new SchemaReport([.. tables.Take(SchemaReport.MaxTables)], rows.Truncated || tables.Count > SchemaReport.MaxTables);
    }

    private static SchemaTable Table(string name, IReadOnlyList<object?[]> columns) =>
        new(
            null,
            name,
            columns[0][1] is 1L ? SchemaTableKind.View : SchemaTableKind.Table,
            (long?)columns[0][2],
            MysqlName.Quote(name),
            [.. columns.Select(Column)]);

    private static SchemaColumn Column(object?[] row) => new((string)row[3]!, (string)row[4]!, row[5] is 1L, row[6] is 1L, (string?)row[7]);
}
