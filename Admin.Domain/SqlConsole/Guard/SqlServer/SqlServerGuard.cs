using Admin.Domain.SqlConsole.Guard.Lexing;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>
/// The guard for T-SQL. Our tokenizer bounds length and depth and looks at the first word, the vendor's parser finds the
/// statements (T-SQL needs nothing between two of them), the rule here allows known syntax nodes only, and a change is judged
/// from the tokens as in every dialect, with the parser's word on what is a column.
/// </summary>
internal sealed class SqlServerGuard(ITransactSqlParser parser)
{
    public Verdict Check(string text, AccessMode mode) => Check(text, mode, out _);

    /// <summary>Also counts how often a token was looked at, which must grow with the text alone.</summary>
    public Verdict Check(string text, AccessMode mode, out int looks)
    {
        looks = 0;
        var lexed = SqlLexer.Read(text, LexRules.Sqlserver);
        if ((lexed.Fault ?? OneStatement.Find(lexed.Tokens, out _)) is { } unread)
            return unread;
        OneStatement.Find(lexed.Tokens, out var count);
        var tokens = new TokenList(lexed.Tokens, count);
        var main = Main(tokens, out var type, out var fault);
        fault ??= FirstWord(tokens[main], type, mode);
        if (fault is not null)
            return fault;
        var verdict = Check(parser.Parse(text), text, tokens, main, type);
        looks = tokens.Looks;
        return verdict.Blocked ? verdict : verdict with { Parameters = StatementParameters.Of(text, lexed.Tokens) };
    }

    /// <summary>The word that says what the statement is, behind brackets and common tables.</summary>
    private static int Main(TokenList tokens, out QueryType type, out Verdict? fault)
    {
        var main = 0;
        while (tokens[main].IsSymbol("("))
            main++;
        fault = null;
        if (tokens[main].IsWord("WITH"))
            CommonTables.TryRead(tokens, main, [], out main, out fault);
        type = tokens[main].Kind == TokenKind.Word ? Keywords.Type(tokens[main].Key) : QueryType.Unknown;
        return main;
    }

    private static Verdict? FirstWord(Token main, QueryType type, AccessMode mode)
    {
        if (main.IsWord("SELECT") || main.IsSymbol("("))
            return null;
        if (!IsChange(type))
            return Verdict.Block(Keywords.Refusal(main.Key), main.Start, main.Key, type);
        return mode == AccessMode.Write ? null : Verdict.Block(GuardCodes.WriteNotAllowed, main.Start, main.Key, type);
    }

    private static bool IsChange(QueryType type) => type is QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge;

    private static Verdict Check(TransactSqlScript script, string text, TokenList tokens, int main, QueryType type)
    {
        var start = tokens[0].Start;
        if (script.FaultAt is { } at)
            return Verdict.Block(GuardCodes.NotUnderstood, at, null, type);
        if (script.Statements.Count == 0)
            return Verdict.Block(GuardCodes.Empty, start);
        if (script.Statements.Count > 1)
            return Verdict.Block(GuardCodes.MultipleStatements, script.Statements[1], null, type);
        var columns = new HashSet<int>();
        foreach (var node in script.Nodes)
        {
            if (Fault(node, IsChange(type)) is { } code)
                return Verdict.Block(code, node.Position, node.Name, type);
            if (node.Kind == "ColumnReferenceExpression")
                columns.Add(node.Position);
        }
        return IsChange(type) ? new ChangeReader(EngineKind.Sqlserver, text, tokens, [], columns).Read(main, type) : Verdict.Allow(QueryType.Select);
    }

    private static string? Fault(TransactSqlNode node, bool changes)
    {
        if (TransactSqlShapes.Refusals.TryGetValue(node.Kind, out var code))
            return code;
        return node.Kind switch
        {
            "SelectStatement" => node.Name is null ? null : GuardCodes.SelectInto,
            "FunctionCall" or "GlobalFunctionTableReference" =>
                TransactSqlShapes.Functions.Contains(node.Name ?? "") ? null : GuardCodes.FunctionNotAllowed,
            "SchemaObjectName" => node.Name is null ? null : GuardCodes.OtherServer,
            "NamedTableReference" => TransactSqlShapes.IsOutOfReach(node.Name ?? "") ? GuardCodes.SystemTable : null,
            "TableHint" => TransactSqlShapes.HarmlessHints.Contains(node.Name ?? "") ? null : GuardCodes.LockingRead,
            "OptimizerHint" or "LiteralOptimizerHint" =>
                TransactSqlShapes.HarmlessOptions.Contains(node.Name ?? "") ? null : GuardCodes.NotUnderstood,
            _ when TransactSqlShapes.Reading.Contains(node.Kind) => null,
            _ when TransactSqlShapes.Writing.Contains(node.Kind) => changes ? null : GuardCodes.WriteNotAllowed,
            _ => GuardCodes.NotUnderstood,
        };
    }
}
