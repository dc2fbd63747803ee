using System.Globalization;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard;

/// <summary>Finds the parameters of a statement, in the order of its text.</summary>
public static class StatementParameters
{
    /// <summary>Empty for a text that cannot be read; the guard says so of it.</summary>
    public static IReadOnlyList<StatementParameter> Find(EngineKind engine, string text)
    {
        if (engine == EngineKind.Mongodb)
            return [];
        var found = new List<StatementParameter>();
        var unnamed = 0;
        foreach (var token in SqlLexer.Read(text, LexRules.Of(engine)).Tokens)
        {
            if (token.IsSymbol("?") && engine is EngineKind.Mysql or EngineKind.Sqlite)
                found.Add(new StatementParameter((++unnamed).ToString(CultureInfo.InvariantCulture), token.Start, 1, IsPositional: true));
            else if (token.Kind == TokenKind.Parameter && IsParameter(engine, text[token.Start]))
                found.Add(Named(text.Substring(token.Start + 1, token.Length - 1), token));
        }
        return found;
    }

    private static StatementParameter Named(string name, Token token) =>
        new(name, token.Start, token.Length, int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static bool IsParameter(EngineKind engine, char sign) => engine switch
    {
        EngineKind.Postgresql => sign is ':' or '$',
        // @name is a variable of the session there.
        EngineKind.Mysql => sign == ':',
        EngineKind.Sqlserver => sign == '@',
        EngineKind.Sqlite => true,
        EngineKind.Mongodb => false,
    };
}
