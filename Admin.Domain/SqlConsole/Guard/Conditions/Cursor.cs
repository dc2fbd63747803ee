using Admin.Domain.SqlConsole.Guard.Lexing;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>A place in the tokens of a condition. It only goes forward, and the first fault sends it to the end.</summary>
internal sealed class Cursor(TokenList tokens, int at)
{
    public TokenList Tokens => tokens;

    public int At { get; private set; } = at;

    /// <summary>Where something stands that was not understood, or null.</summary>
    public int? Fault { get; private set; }

    public Token Current => tokens[At];

    public Token Ahead => tokens[At + 1];

    public bool IsWord(string word) => Current.IsWord(word);

    public bool IsSymbol(string symbol) => Current.IsSymbol(symbol);

    /// <summary>Whether a query in brackets begins here.</summary>
    public bool IsQuery => IsSymbol("(") && Ahead.Kind == TokenKind.Word && Keywords.Queries.Contains(Ahead.Key);

    public void Step(int count = 1) => At += count;

    public bool Take(string word)
    {
        if (!IsWord(word))
            return false;
        At++;
        return true;
    }

    public bool TakeSymbol(string symbol)
    {
        if (!IsSymbol(symbol))
            return false;
        At++;
        return true;
    }

    /// <summary>To behind the bracket that opens here.</summary>
    public void Skip() => At = tokens.Next(At);

    public void SkipTo(int index) => At = Math.Max(At, index);

    public void Fail()
    {
        Fault ??= At;
        At = tokens.Count;
    }
}
