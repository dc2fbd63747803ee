using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>SHOW describes the schema; what shows other people's sessions, rights or the server's logs stays out.</summary>
internal static class ShowReader
{
    private static readonly FrozenSet<string> Mysql =
        "TABLES COLUMNS FIELDS DATABASES SCHEMAS INDEX INDEXES KEYS CREATE TABLE STATUS VARIABLES WARNINGS ERRORS ENGINES COLLATION CHARACTER CHARSET TRIGGERS"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static Verdict Read(Dialect dialect, TokenList tokens)
    {
        if (dialect.Engine != EngineKind.Mysql)
            return tokens.Count <= 3 ? Verdict.Allow(QueryType.Show) : NotAllowed(tokens, 1);
        var at = 1;
        while (tokens[at].Key is "FULL" or "EXTENDED" or "GLOBAL" or "SESSION" or "LOCAL")
            at++;
        // SHOW CREATE USER would show what a password is checked against.
        if (tokens[at].IsWord("CREATE") && tokens[at + 1].IsWord("USER"))
            return Verdict.Block(GuardCodes.OtherSessions, tokens[at + 1].Start, "SHOW CREATE USER", QueryType.Show);
        return Mysql.Contains(tokens[at].Key) ? Verdict.Allow(QueryType.Show) : NotAllowed(tokens, at);
    }

    private static Verdict NotAllowed(TokenList tokens, int at)
    {
        var code = tokens[at].Key is "PROCESSLIST" or "GRANTS" ? GuardCodes.OtherSessions : GuardCodes.StatementNotAllowed;
        return Verdict.Block(code, tokens[at].Start, $"SHOW {tokens[at].Key}", QueryType.Show);
    }
}
