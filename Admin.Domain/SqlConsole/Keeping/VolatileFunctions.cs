using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Keeping;

/// <summary>Names whose value depends on when, or by whom, they are asked.</summary>
internal static class VolatileFunctions
{
    private static readonly FrozenSet<string> Names = string.Join(' ',
        "NOW CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CLOCK_TIMESTAMP STATEMENT_TIMESTAMP TRANSACTION_TIMESTAMP TIMEOFDAY AGE",
        "SYSDATE CURDATE CURTIME UTC_DATE UTC_TIME UTC_TIMESTAMP UNIX_TIMESTAMP GETDATE GETUTCDATE SYSDATETIME SYSUTCDATETIME SYSDATETIMEOFFSET",
        "RANDOM RAND RANDOMBLOB GEN_RANDOM_UUID UUID NEWID NEWSEQUENTIALID CURRENT_USER SESSION_USER USER SYSTEM_USER TABLESAMPLE",
        "DATE TIME DATETIME JULIANDAY STRFTIME UNIXEPOCH CHANGES TOTAL_CHANGES LAST_INSERT_ROWID FOUND_ROWS ROW_COUNT CONNECTION_ID").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The first such name, or null.</summary>
    public static string? Find(EngineKind engine, string statement)
    {
        if (engine == EngineKind.Mongodb)
            return new[] { "$$NOW", "$$CLUSTER_TIME", "$rand", "$sample" }.FirstOrDefault(n => statement.Contains(n, StringComparison.OrdinalIgnoreCase));
        var tokens = SqlLexer.Read(statement, LexRules.Of(engine)).Tokens;
        return tokens.FirstOrDefault(t => t.Kind == TokenKind.Word && Names.Contains(t.Key)).Key?.ToLowerInvariant();
    }
}
