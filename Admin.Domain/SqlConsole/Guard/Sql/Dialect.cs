using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>What the shape check knows of one dialect: its literals, its harmless functions, its reading statements.</summary>
internal sealed record Dialect(EngineKind Engine, LexRules Lexing, FrozenSet<string> Functions, FrozenSet<string> Roots)
{
    public static Dialect Postgresql { get; } =
        new(EngineKind.Postgresql, LexRules.Postgresql, HarmlessFunctions.Postgresql, Set("SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW"));

    public static Dialect Mysql { get; } =
        new(EngineKind.Mysql, LexRules.Mysql, HarmlessFunctions.Mysql, Set("SELECT", "WITH", "VALUES", "TABLE", "EXPLAIN", "SHOW", "DESCRIBE", "DESC"));

    public static Dialect Sqlite { get; } =
        new(EngineKind.Sqlite, LexRules.Sqlite, HarmlessFunctions.Sqlite, Set("SELECT", "WITH", "VALUES", "EXPLAIN"));

    /// <summary>
    /// Whether a name is that of a harmless function. Letters outside ASCII could fold into one of ours but not into one of
    /// the server's, and PostgreSQL takes a quoted name as it is written.
    /// </summary>
    public bool IsHarmless(Token name)
    {
        foreach (var c in name.Key)
        {
            if (c >= 0x80)
                return false;
        }
        return Functions.Contains(name.Kind == TokenKind.Word || Engine != EngineKind.Postgresql ? name.Key.ToLowerInvariant() : name.Key);
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
