using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// The table an UPDATE, DELETE or MERGE changes, by the tokens of its name (<paramref name="From"/> to <paramref name="To"/>) and
/// of its alias (0 without one). <paramref name="End"/> is the token behind, <paramref name="Plain"/> says that nothing unusual
/// stands before it.
/// </summary>
internal readonly record struct ChangeTarget(int From, int To, int Alias, int End, bool Plain)
{
    private static readonly FrozenSet<string> Before =
        "LOW_PRIORITY QUICK IGNORE ONLY TOP PERCENT OR ROLLBACK ABORT FAIL REPLACE FROM INTO".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Behind =
        ("SET WHERE FROM USING JOIN LEFT RIGHT INNER CROSS NATURAL FULL STRAIGHT_JOIN OUTPUT ORDER LIMIT RETURNING INDEXED NOT WITH PARTITION OPTION WHEN ON VALUES FOR")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static ChangeTarget Read(TokenList tokens, int verb)
    {
        var at = verb + 1;
        var plain = true;
        while (tokens[at].Kind == TokenKind.Word && Before.Contains(tokens[at].Key))
        {
            plain &= tokens[at].Key is "FROM" or "INTO";
            at++;
            if (tokens[at].IsSymbol("("))
                at = tokens.Next(at);
        }
        var from = at;
        while (tokens[at + 1].IsSymbol("."))
            at += 2;
        var to = at++;
        plain &= tokens[to].IsName;
        var named = tokens[at].IsWord("AS");
        if (named)
            at++;
        var alias = tokens[at].IsName && (named || tokens[at].Kind == TokenKind.QuotedName || !Behind.Contains(tokens[at].Key)) ? at : 0;
        return new ChangeTarget(from, to, alias, alias > 0 ? at + 1 : at, plain);
    }

    public IReadOnlyList<Token> Tokens(TokenList tokens) => Alias > 0 ? [tokens[To], tokens[Alias]] : [tokens[To]];
}
