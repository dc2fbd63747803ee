using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Catalogs that hold values of other tables or texts of other people's statements; what they say of a row cannot be told apart.</summary>
internal static class ValueCatalogs
{
    private static readonly FrozenSet<string> Names =
        ("pg_stats pg_statistic pg_stats_ext pg_stats_ext_exprs pg_statistic_ext_data pg_stat_activity pg_stat_statements pg_prepared_statements " +
         "pg_cursors pg_largeobject column_statistics column_stats processlist general_log slow_log innodb_buffer_page innodb_buffer_page_lru " +
         "innodb_ft_index_table innodb_ft_index_cache optimizer_trace dm_db_stats_histogram sysprocesses " +
         "sqlite_stat1 sqlite_stat2 sqlite_stat3 sqlite_stat4").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Prefixes = ["pg_toast", "events_statements_", "dm_exec_", "query_store_", "statement_analysis"];

    public static bool Holds(string folded) =>
        folded.Length > 0 && (Names.Contains(folded) || Prefixes.Any(p => folded.StartsWith(p, StringComparison.Ordinal)));
}
