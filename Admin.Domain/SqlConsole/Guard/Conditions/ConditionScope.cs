using Admin.Domain.SqlConsole.Guard.Lexing;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>
/// What a condition is read against. <paramref name="Target"/> holds the token of the changed table's name and of its alias,
/// where they are known. With <paramref name="Linked"/> the WHERE alone ties the other tables to the changed one, so that a
/// column of theirs narrows nothing. <paramref name="Columns"/> holds the offsets of column references where a parser has
/// found them; without it a name in the place of a value is one.
/// </summary>
internal sealed record ConditionScope(EngineKind Engine, string Text, IReadOnlyList<Token> Target, bool Linked = false, IReadOnlySet<int>? Columns = null)
{
    /// <summary>In MySQL and SQLite a bare number or column is a condition.</summary>
    public bool NumbersAreConditions => Engine is EngineKind.Mysql or EngineKind.Sqlite;

    public bool IsTarget(Token name) => Target.Any(t => IsSame(t, name));

    /// <summary>Whether two tokens read the same, letters in either case.</summary>
    public bool IsSame(Token left, Token right) =>
        left.IsName && right.IsName
            ? left.Key.Equals(right.Key, StringComparison.OrdinalIgnoreCase)
            : left.Kind == right.Kind && Slice(left).SequenceEqual(Slice(right));

    public bool IsSame(TokenList tokens, int left, int leftEnd, int right, int rightEnd)
    {
        if (leftEnd - left != rightEnd - right)
            return false;
        for (var i = 0; i <= leftEnd - left; i++)
        {
            if (!IsSame(tokens[left + i], tokens[right + i]))
                return false;
        }
        return true;
    }

    public ReadOnlySpan<char> Slice(Token token) => Text.AsSpan(token.Start, token.Length);
}
