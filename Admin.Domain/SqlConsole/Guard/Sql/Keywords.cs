using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Sql;

internal static class Keywords
{
    /// <summary>Words that no dialect takes for the name of a function.</summary>
    public static FrozenSet<string> Reserved { get; } = Set(
        "ALL AND ANY ARRAY AS BETWEEN CASE CUBE DISTINCT ELSE EXCEPT EXISTS FROM GROUP HAVING IN INTERSECT INTERVAL LATERAL LIMIT " +
        "NOT OFFSET ON ONLY OR RETURNING ROLLUP ROW SELECT SOME THEN TO UNION UNIQUE USING VALUES WHEN WHERE WINDOW");

    /// <summary>Words that are part of the syntax behind an operand, but could name somebody's function where an expression begins.</summary>
    public static FrozenSet<string> BehindOperand { get; } = Set(
        "AGAINST BY COLUMNS CONFLICT DIV ESCAPE FILTER GLOB ILIKE INDEX IS JOIN KEY LIKE MATCH MATERIALIZED OVER PARTITION REGEXP " +
        "REPEATABLE RLIKE SET SETS SIMILAR XOR");

    /// <summary>Words behind which an expression begins, so that a bracketed word there is a call.</summary>
    public static FrozenSet<string> BeforeExpression { get; } = Set(
        "AGAINST ALL AND ANY ASYMMETRIC BETWEEN BINARY BOTH BY CASE DISTINCT DISTINCTROW DIV ELSE ESCAPE EXCEPT FOR FROM GLOB GROUPS HAVING " +
        "HIGH_PRIORITY ILIKE IN INTERSECT INTERVAL IS JOIN LATERAL LEADING LIKE LIMIT MATCH MOD NOT OFFSET ON OR OVERLAPS RANGE REGEXP RETURNING " +
        "RLIKE ROWS SELECT SET SOME SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_CACHE SQL_CALC_FOUND_ROWS SQL_NO_CACHE SQL_SMALL_RESULT STRAIGHT_JOIN " +
        "SYMMETRIC THEN TO TRAILING UNION USING VALUES VARIADIC WHEN WHERE XOR ZONE");

    /// <summary>Words that may stand behind a source in FROM and are not its alias.</summary>
    public static FrozenSet<string> BehindSource { get; } = Set(
        "AND CROSS EXCEPT FETCH FOR FROM FULL GROUP HAVING INNER INTERSECT JOIN LEFT LIMIT NATURAL OFFSET ON OR ORDER RETURNING RIGHT SET TABLESAMPLE " +
        "THEN UNION USING WHEN WHERE WINDOW WITH IS NOT IN LIKE ILIKE BETWEEN SIMILAR ASC DESC NULLS END ELSE OVER FILTER WITHIN COLLATE AT");

    /// <summary>Words that open a query, at the start and inside brackets.</summary>
    public static FrozenSet<string> Queries { get; } = Set("SELECT VALUES TABLE WITH");

    public static FrozenSet<string> Changes { get; } = Set("INSERT UPDATE DELETE MERGE REPLACE");

    private static readonly FrozenDictionary<string, string> RefusedRoots = Refusals();

    public static string Refusal(string word) => RefusedRoots.GetValueOrDefault(word, GuardCodes.StatementNotAllowed);

    public static QueryType Type(string word) => word switch
    {
        "SELECT" or "WITH" => QueryType.Select,
        "VALUES" => QueryType.Values,
        "TABLE" => QueryType.Table,
        "SHOW" => QueryType.Show,
        "DESCRIBE" or "DESC" => QueryType.Describe,
        "EXPLAIN" => QueryType.Explain,
        "INSERT" => QueryType.Insert,
        "UPDATE" => QueryType.Update,
        "DELETE" => QueryType.Delete,
        "MERGE" => QueryType.Merge,
        "REPLACE" => QueryType.Replace,
        _ => Refusal(word) switch
        {
            GuardCodes.DropBlocked or GuardCodes.TruncateBlocked or GuardCodes.SchemaChange => QueryType.Ddl,
            GuardCodes.TransactionControl => QueryType.Transaction,
            _ => QueryType.Other,
        },
    };

    private static FrozenDictionary<string, string> Refusals()
    {
        var byCode = new (string Code, string Words)[]
        {
            (GuardCodes.DropBlocked, "DROP"),
            (GuardCodes.TruncateBlocked, "TRUNCATE"),
            (GuardCodes.SchemaChange, "CREATE ALTER RENAME COMMENT REINDEX SECURITY"),
            (GuardCodes.TransactionControl, "BEGIN START COMMIT ROLLBACK SAVEPOINT RELEASE END ABORT XA SAVE"),
            (GuardCodes.SessionSetting, "SET RESET PRAGMA USE DISCARD SETUSER"),
            (GuardCodes.RightsChange, "GRANT REVOKE REASSIGN DENY REVERT"),
            (GuardCodes.ProceduralCode, "DO CALL EXEC EXECUTE PREPARE DEALLOCATE DECLARE HANDLER IF WHILE PRINT RAISERROR THROW FETCH OPEN CLOSE SIGNAL WAITFOR GOTO RETURN"),
            (GuardCodes.FileAccess, "COPY LOAD ATTACH DETACH BACKUP RESTORE BULK IMPORT EXPORT INSTALL UNINSTALL BINLOG WRITETEXT UPDATETEXT READTEXT"),
            (GuardCodes.ServerAdministration, "VACUUM ANALYZE ANALYSE OPTIMIZE REPAIR CHECK CHECKSUM FLUSH PURGE SHUTDOWN CHECKPOINT CLUSTER REFRESH DBCC RECONFIGURE CACHE CHANGE STOP CLONE RESTART"),
            (GuardCodes.OtherSessions, "KILL LOCK UNLOCK LISTEN UNLISTEN NOTIFY MOVE"),
        };
        return byCode.SelectMany(c => c.Words.Split(' ').Select(w => (Word: w, c.Code)))
            .ToFrozenDictionary(p => p.Word, p => p.Code, StringComparer.Ordinal);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
