using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>The tokens of one statement with the partner of each bracket, so that a bracket is skipped in one step.</summary>
internal sealed class TokenList
{
    private static readonly Token None = new(TokenKind.Symbol, "", 0, 0);
    private readonly IReadOnlyList<Token> _tokens;
    private readonly int[] _partners;

    public TokenList(IReadOnlyList<Token> tokens, int count)
    {
        _tokens = tokens;
        Count = count;
        _partners = Pair(tokens, count);
    }

    public int Count { get; }

    /// <summary>How many tokens were looked at so far.</summary>
    public int Looks { get; private set; }

    /// <summary>The token at an index, or an empty one outside the statement.</summary>
    public Token this[int index]
    {
        get
        {
            Looks++;
            return index >= 0 && index < Count ? _tokens[index] : None;
        }
    }

    /// <summary>The index of the bracket that belongs to the bracket at an index.</summary>
    public int Partner(int index) => _partners[index];

    /// <summary>The index of the next token on the same level: behind the bracket if one opens here.</summary>
    public int Next(int index) => this[index].IsSymbol("(") ? _partners[index] + 1 : index + 1;

    private static int[] Pair(IReadOnlyList<Token> tokens, int count)
    {
        var partners = new int[count];
        var open = new Stack<int>();
        for (var i = 0; i < count; i++)
        {
            if (tokens[i].Kind != TokenKind.Symbol)
                continue;
            if (tokens[i].Key is "(" or "[" or "{")
                open.Push(i);
            else if (tokens[i].Key is ")" or "]" or "}" && open.TryPop(out var start))
                (partners[start], partners[i]) = (i, start);
        }
        return partners;
    }
}
