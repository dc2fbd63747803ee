using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>Tables and views that show other people's sessions, passwords, locks, files or samples of all data.</summary>
internal static class SystemTables
{
    private static readonly FrozenSet<string> Postgresql = Set(
        "pg_stat_activity pg_stat_replication pg_stat_ssl pg_stat_gssapi pg_stat_statements pg_stat_wal_receiver pg_stat_subscription pg_stat_progress_copy " +
        "pg_locks pg_prepared_statements pg_prepared_xacts pg_cursors pg_authid pg_shadow pg_user_mapping pg_user_mappings pg_subscription pg_hba_file_rules " +
        "pg_ident_file_mappings pg_file_settings pg_config pg_largeobject pg_statistic pg_stats pg_statistic_ext_data pg_stats_ext pg_stats_ext_exprs " +
        "pg_backend_memory_contexts pg_shmem_allocations pg_replication_slots pg_replication_origin_status");

    private static readonly FrozenSet<string> MysqlSchemas = Set("mysql performance_schema sys");

    private static readonly FrozenSet<string> MysqlViews = Set(
        "processlist innodb_trx innodb_locks innodb_lock_waits innodb_buffer_page innodb_buffer_page_lru user_privileges user_attributes files profiling");

    private static readonly FrozenSet<string> Sqlite = Set("sqlite_dbpage sqlite_dbdata sqlite_dbptr sqlite_stmt sqlite_memstat dbstat completion fsdir bytecode tables_used");

    public static bool IsOutOfReach(Dialect dialect, TokenList tokens, int i)
    {
        var name = tokens[i].Key;
        return dialect.Engine switch
        {
            EngineKind.Postgresql => Postgresql.Contains(name),
            EngineKind.Mysql => (tokens[i + 1].IsSymbol(".") && !tokens[i - 1].IsSymbol(".") && MysqlSchemas.Contains(name))
                || (tokens[i - 1].IsSymbol(".") && MysqlViews.Contains(name) && tokens[i - 2].Key.Equals("information_schema", StringComparison.OrdinalIgnoreCase)),
            EngineKind.Sqlite => Sqlite.Contains(name) || (name.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase) && !dialect.IsHarmless(tokens[i])),
            EngineKind.Sqlserver or EngineKind.Mongodb => false,
        };
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
