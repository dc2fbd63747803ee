using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>What the account may do beyond reading, and the statements that make one that may not.</summary>
internal static class PostgresqlAccount
{
    private const int MaxSchemas = 50;

    // Roles that reach files, programs, other sessions or all data are the server's own and keep their names.
    private const string Rights = """
        SELECT danger FROM (
            SELECT 1 AS place, unnest(ARRAY[
                CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolcreaterole THEN 'createrole' END, CASE WHEN r.rolcreatedb THEN 'createdb' END,
                CASE WHEN r.rolreplication THEN 'replication' END, CASE WHEN r.rolbypassrls THEN 'bypassrls' END]) AS danger
            FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user
            UNION ALL
            SELECT 2, r.rolname FROM pg_catalog.pg_roles AS r
            WHERE pg_catalog.pg_has_role(current_user, r.oid, 'MEMBER') AND r.rolname IN ('pg_read_server_files', 'pg_write_server_files',
                'pg_execute_server_program', 'pg_signal_backend', 'pg_write_all_data', 'pg_checkpoint', 'pg_maintain', 'pg_create_subscription')
            UNION ALL
            SELECT 3, 'owner of database ' || d.datname FROM pg_catalog.pg_database AS d
            WHERE d.datname = pg_catalog.current_database() AND pg_catalog.pg_has_role(current_user, d.datdba, 'MEMBER')
            UNION ALL
            SELECT 4, 'CREATE on schema ' || n.nspname FROM pg_catalog.pg_namespace AS n
            WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND pg_catalog.has_schema_privilege(n.oid, 'CREATE')
            UNION ALL
            SELECT 5, 'write on ' || count(*) || ' tables' FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
                AND pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') HAVING count(*) > 0) AS found
        WHERE danger IS NOT NULL ORDER BY place, danger
        """;

    private const string Schemas = """
        SELECT pg_catalog.quote_ident(pg_catalog.current_database()), pg_catalog.quote_ident(n.nspname)
        FROM pg_catalog.pg_namespace AS n WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' ORDER BY n.nspname
        """;

    private const string Tls = "SELECT version || ' ' || cipher FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid() AND ssl";

    public static async Task<Result<ConnectionReport>> AskAsync(PostgresqlSession session, AccessMode mode, TimeSpan opened, CancellationToken ct)
    {
        var rights = await RowsAsync(session, Rights, ct);
        // Writing is what a data source for writing is there for.
        var dangers = rights.Select(r => (string)r[0]!).Where(d => mode == AccessMode.ReadOnly || !d.StartsWith("write on ", StringComparison.Ordinal));
        var tls = (await RowsAsync(session, Tls, ct)).Select(r => (string?)r[0]).FirstOrDefault();
        return new ConnectionReport(opened, session.ServerVersion, tls, [.. dangers], SafeAccount(await RowsAsync(session, Schemas, ct)));
    }

    private static string SafeAccount(IReadOnlyList<object?[]> schemas)
    {
        var lines = new List<string>
        {
            "CREATE ROLE admin_console LOGIN PASSWORD '<password>' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;",
            "ALTER ROLE admin_console SET default_transaction_read_only = on;",
        };
        foreach (var database in schemas.Select(s => s[0]).Distinct())
            lines.Add($"GRANT CONNECT ON DATABASE {database} TO admin_console;");
        foreach (var schema in schemas.Take(MaxSchemas).Select(s => s[1]))
        {
            lines.Add($"GRANT USAGE ON SCHEMA {schema} TO admin_console;");
            lines.Add($"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO admin_console;");
            lines.Add($"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO admin_console;");
        }
        return string.Join('\n', lines);
    }

    private static async Task<IReadOnlyList<object?[]>> RowsAsync(PostgresqlSession session, string sql, CancellationToken ct)
    {
        var rows = new ResultBuffer(RunLimits.DefaultRows, RunLimits.MaxBytes);
        await PostgresqlRows.ReadAsync(session, new PostgresqlStatement(new EngineQuery(sql, [], TimeSpan.Zero)), rows, ct);
        return rows.Rows;
    }
}
