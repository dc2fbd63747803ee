namespace Admin.Domain.SqlConsole.Guard.Lexing;

/// <summary>
/// A piece of a statement. <paramref name="Key"/> is what it is compared by: upper case for a word of ASCII letters,
/// the unquoted name for a quoted one, the symbol itself, and empty for texts, numbers and parameters.
/// </summary>
internal readonly record struct Token(TokenKind Kind, string Key, int Start, int Length)
{
    public bool IsWord(string key) => Kind == TokenKind.Word && Key == key;

    public bool IsSymbol(string key) => Kind == TokenKind.Symbol && Key == key;

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;
}
