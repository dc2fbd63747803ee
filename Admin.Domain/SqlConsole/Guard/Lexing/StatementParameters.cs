namespace Admin.Domain.SqlConsole.Guard.Lexing;

internal static class StatementParameters
{
    /// <summary>The parameters among the tokens of a text, in order, each place once.</summary>
    public static IReadOnlyList<StatementParameter> Of(string text, IReadOnlyList<Token> tokens)
    {
        List<StatementParameter>? found = null;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Parameter)
                (found ??= []).Add(new StatementParameter(text.Substring(token.Start + 1, token.Length - 1), token.Start, text[token.Start]));
        }
        return found ?? (IReadOnlyList<StatementParameter>)[];
    }
}
