using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// Whether a change can be undone. Tables of some engines keep no transactions: what is written there stays, and a preview
/// would be the deed. A statement names tables, views and, through triggers, others, so all its words are looked up.
/// </summary>
internal static class MysqlUndo
{
    private const int MaxRounds = 5;

    /// <summary>The first table without transactions that the statement may touch, or null.</summary>
    public static async Task<string?> FindLastingAsync(MysqlSession session, string statement, CancellationToken ct)
    {
        var words = MysqlName.Words(statement);
        // A view or a trigger leads to others; each round adds the words of what the round before has found.
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await ColumnAsync(session, Lasting(words), ct) is [var table, ..])
                return table;
            var before = words.Count;
            foreach (var body in await ColumnAsync(session, Bodies(words), ct))
                words.UnionWith(MysqlName.Words(body));
            if (words.Count == before)
                break;
        }
        return null;
    }

    private static OwnQuery Lasting(IReadOnlyCollection<string> words)
    {
        var query = new OwnQuery("""
            SELECT t.TABLE_NAME FROM information_schema.TABLES AS t LEFT JOIN information_schema.ENGINES AS e ON e.ENGINE = t.ENGINE
            WHERE t.TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE') AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES' AND
            """);
        return Named(Named(query.Add(" (t.TABLE_SCHEMA = DATABASE() OR "), "t.TABLE_SCHEMA", words).Add(") AND "), "t.TABLE_NAME", words).Add(" LIMIT 1");
    }

    private static OwnQuery Bodies(IReadOnlyCollection<string> words)
    {
        var query = Named(new OwnQuery("SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE "), "TABLE_NAME", words);
        Named(query.Add(" UNION ALL SELECT ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE "), "EVENT_OBJECT_TABLE", words);
        return Named(query.Add(" UNION ALL SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE "), "ROUTINE_NAME", words);
    }

    // One value holds all words, so that their number is of no matter.
    private static OwnQuery Named(OwnQuery query, string column, IReadOnlyCollection<string> words) =>
        query.Add($"FIND_IN_SET({column}, ").AddValue(string.Join(',', words.Where(w => !w.Contains(',', StringComparison.Ordinal)))).Add(") > 0");

    private static async Task<IReadOnlyList<string>> ColumnAsync(MysqlSession session, OwnQuery query, CancellationToken ct)
    {
        var rows = new ResultBuffer(RunLimits.MaxRows, RunLimits.MaxBytes);
        await MysqlRows.ReadAsync(session, new MysqlStatement(query.ToQuery()), rows, ct);
        return [.. rows.Rows.Select(r => r[0]).OfType<string>()];
    }
}
