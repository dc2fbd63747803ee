namespace Admin.Domain.SqlConsole.Guard.Lexing;

internal enum TokenKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Parameter,
    Symbol,
}
