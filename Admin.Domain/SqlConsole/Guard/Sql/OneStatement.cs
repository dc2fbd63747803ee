using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

internal static class OneStatement
{
    /// <summary>Counts the tokens of the only statement, without semicolons at the end; a verdict if there is none or a second one.</summary>
    public static Verdict? Find(IReadOnlyList<Token> tokens, out int count)
    {
        count = tokens.Count;
        while (count > 0 && tokens[count - 1].IsSymbol(";"))
            count--;
        if (count == 0)
            return Verdict.Block(GuardCodes.Empty, 0);
        for (var i = 0; i < count; i++)
        {
            if (tokens[i].IsSymbol(";"))
                return Verdict.Block(GuardCodes.MultipleStatements, tokens[i].Start);
        }
        return null;
    }
}
