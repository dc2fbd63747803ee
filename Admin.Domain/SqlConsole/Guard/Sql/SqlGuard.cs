using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>The guard for dialects read with our own tokenizer: one statement, an allowed shape, harmless functions.</summary>
internal sealed class SqlGuard(Dialect dialect)
{
    public Verdict Check(string text, AccessMode mode)
    {
        var lexed = SqlLexer.Read(text, dialect.Lexing);
        return lexed.Fault ?? Check(lexed.Tokens, mode);
    }

    private Verdict Check(IReadOnlyList<Token> all, AccessMode mode)
    {
        if (OneStatement.Find(all, out var count) is { } fault)
            return fault;
        var tokens = new TokenList(all, count);
        var names = new HashSet<int>();
        var root = new RootReader(dialect, tokens, names, mode).Read();
        if (root.Blocked)
            return root;
        return new BodyReader(dialect, tokens, names, root.QueryType).Fault() ?? root;
    }
}
