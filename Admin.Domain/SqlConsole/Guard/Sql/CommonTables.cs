using System.Diagnostics.CodeAnalysis;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// Reads <c>WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query) [, …]</c> exactly, because the statement that
/// counts stands behind it and a looser look could be led to the wrong word.
/// </summary>
internal static class CommonTables
{
    public static bool TryRead(TokenList tokens, int with, HashSet<int> names, out int main, [NotNullWhen(false)] out Verdict? fault)
    {
        main = with + 1;
        if (tokens[main].IsWord("RECURSIVE"))
            main++;
        do
        {
            if (Term(tokens, ref main, names) is { } problem)
            {
                fault = problem;
                return false;
            }
        }
        while (tokens[main].IsSymbol(",") && main++ < tokens.Count);
        fault = null;
        return true;
    }

    private static Verdict? Term(TokenList tokens, ref int at, HashSet<int> names)
    {
        if (!tokens[at].IsName)
            return NotUnderstood(tokens[at]);
        names.Add(at++);
        if (tokens[at].IsSymbol("("))
            at = tokens.Next(at);
        if (!tokens[at].IsWord("AS"))
            return NotUnderstood(tokens[at]);
        at++;
        if (tokens[at].IsWord("NOT"))
            at++;
        if (tokens[at].IsWord("MATERIALIZED"))
            at++;
        if (!tokens[at].IsSymbol("("))
            return NotUnderstood(tokens[at]);
        var fault = Body(tokens, at);
        at = tokens.Next(at);
        return fault;
    }

    private static Verdict? Body(TokenList tokens, int at)
    {
        while (tokens[at].IsSymbol("("))
            at++;
        if (Keywords.Changes.Contains(tokens[at].Key))
            return Verdict.Block(GuardCodes.DataModifyingCte, tokens[at].Start, tokens[at].Key, QueryType.Select);
        return Keywords.Queries.Contains(tokens[at].Key) ? null : NotUnderstood(tokens[at]);
    }

    private static Verdict NotUnderstood(Token token) => Verdict.Block(GuardCodes.NotUnderstood, token.Start, "WITH", QueryType.Select);
}
