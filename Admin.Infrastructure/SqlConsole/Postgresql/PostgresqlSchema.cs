using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>Reads the catalogue: what the account may select, and nothing of the server's own.</summary>
internal static class PostgresqlSchema
{
    private const long MaxBytes = 20 * 1024 * 1024;

    private static readonly string Columns = string.Create(CultureInfo.InvariantCulture, $$"""
        WITH tables AS (
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
                AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
                AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')
            ORDER BY n.nspname, c.relname LIMIT {{SchemaReport.MaxTables + 1}})
        SELECT t.nspname, t.relname, t.relkind IN ('v', 'm'), CASE WHEN t.reltuples >= 0 THEN t.reltuples::int8 END, t.oid::pg_catalog.regclass::text,
            a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
            EXISTS (SELECT FROM pg_catalog.pg_index AS i WHERE i.indrelid = t.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)),
            (SELECT fc.relname || '.' || fa.attname
                FROM pg_catalog.pg_constraint AS k CROSS JOIN LATERAL ROWS FROM (unnest(k.conkey), unnest(k.confkey)) AS pair(here, there)
                JOIN pg_catalog.pg_class AS fc ON fc.oid = k.confrelid
                JOIN pg_catalog.pg_attribute AS fa ON fa.attrelid = k.confrelid AND fa.attnum = pair.there
                WHERE k.conrelid = t.oid AND k.contype = 'f' AND pair.here = a.attnum LIMIT 1)
        FROM tables AS t JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE pg_catalog.has_column_privilege(t.oid, a.attnum, 'SELECT')
        ORDER BY t.nspname, t.relname, a.attnum
        """);

    public static async Task<Result<SchemaReport>> ReadAsync(PostgresqlSession session, CancellationToken ct)
    {
        var rows = new ResultBuffer(SchemaReport.MaxColumns, MaxBytes);
        var read = await PostgresqlRows.ReadAsync(session, new PostgresqlStatement(new EngineQuery(Columns, [], TimeSpan.Zero)), rows, ct);
        if (read.Failed)
            return read.Error;
        var tables = rows.Rows.GroupBy(r => (Schema: (string)r[0]!, Name: (string)r[1]!)).Select(g => Table([.. g])).ToList();
        return new SchemaReport([.. tables.Take(SchemaReport.MaxTables)], rows.Truncated || tables.Count > SchemaReport.MaxTables);
    }

    private static SchemaTable Table(IReadOnlyList<object?[]> columns) => new(
        (string)columns[0][0]!,
        (string)columns[0][1]!,
        columns[0][2] is true ? SchemaTableKind.View : SchemaTableKind.Table,
        (long?)columns[0][3],
        (string)columns[0][4]!,
        [.. columns.Select(Column)]);

    private static SchemaColumn Column(object?[] row) => new((string)row[5]!, (string)row[6]!, row[7] is true, row[8] is true, (string?)row[9]);
}
