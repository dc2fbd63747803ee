using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>The guard for dialects read with our own tokenizer: one statement, an allowed shape, harmless functions.</summary>
internal sealed class SqlGuard(Dialect dialect)
{
    public Verdict Check(string text, AccessMode mode) => Check(text, mode, out _);

    /// <summary>Also counts how often a token was looked at, which must grow with the text alone.</summary>
    public Verdict Check(string text, AccessMode mode, out int looks)
    {
        looks = 0;
        var lexed = SqlLexer.Read(text, dialect.Lexing);
        if ((lexed.Fault ?? OneStatement.Find(lexed.Tokens, out _)) is { } fault)
            return fault;
        OneStatement.Find(lexed.Tokens, out var count);
        var tokens = new TokenList(lexed.Tokens, count);
        var names = new HashSet<int>();
        var root = new RootReader(dialect, text, tokens, names, mode).Read();
        var verdict = root.Blocked ? root : new BodyReader(dialect, tokens, names, root.QueryType).Fault() ?? root;
        looks = tokens.Looks;
        return verdict.Blocked ? verdict : verdict with { Parameters = StatementParameters.Of(text, lexed.Tokens) };
    }
}
