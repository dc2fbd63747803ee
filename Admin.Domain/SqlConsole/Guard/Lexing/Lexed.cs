namespace Admin.Domain.SqlConsole.Guard.Lexing;

/// <summary>Either all tokens of a text, or the reason why it is refused before anything else looks at it.</summary>
internal sealed record Lexed(IReadOnlyList<Token> Tokens, Verdict? Fault)
{
    public static Lexed Refused(string code, int position, string? subject = null) => new([], Verdict.Block(code, position, subject));
}
