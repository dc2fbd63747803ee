namespace Admin.Domain.SqlConsole.Guard.Lexing;

internal enum TokenKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Parameter,
    /// <summary><c>@@name</c> and MySQL's <c>@name</c>: a value of the server or session, no parameter of ours.</summary>
    Variable,
    Symbol,
}
