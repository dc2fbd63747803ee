using Admin.Domain.SqlConsole.Guard.Lexing;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>
/// The guard for T-SQL. Our tokenizer bounds length and depth and looks at the first word, the vendor's parser finds the
/// statements (T-SQL needs nothing between two of them), and the rule here allows known syntax nodes only.
/// </summary>
internal sealed class SqlServerGuard(ITransactSqlParser parser)
{
    public Verdict Check(string text, AccessMode mode)
    {
        var lexed = SqlLexer.Read(text, LexRules.Sqlserver);
        var fault = lexed.Fault ?? OneStatement.Find(lexed.Tokens, out _) ?? FirstWord(lexed.Tokens, mode, out _);
        if (fault is not null)
            return fault;
        FirstWord(lexed.Tokens, mode, out var type);
        return Check(parser.Parse(text), type, lexed.Tokens[0].Start);
    }

    private static Verdict? FirstWord(IReadOnlyList<Token> tokens, AccessMode mode, out QueryType type)
    {
        var first = tokens.FirstOrDefault(t => !t.IsSymbol("("));
        type = Keywords.Type(first.Key ?? "");
        if (first.IsWord("SELECT") || first.IsWord("WITH"))
            return null;
        if (type is not (QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge))
            return Verdict.Block(Keywords.Refusal(first.Key ?? ""), first.Start, first.Key, type);
        return mode == AccessMode.Write ? null : Verdict.Block(GuardCodes.WriteNotAllowed, first.Start, first.Key, type);
    }

    private static Verdict Check(TransactSqlScript script, QueryType type, int start)
    {
        if (script.FaultAt is { } at)
            return Verdict.Block(GuardCodes.NotUnderstood, at, null, type);
        if (script.Statements.Count == 0)
            return Verdict.Block(GuardCodes.Empty, start);
        if (script.Statements.Count > 1)
            return Verdict.Block(GuardCodes.MultipleStatements, script.Statements[1], null, type);
        var changes = type is QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge;
        foreach (var node in script.Nodes)
        {
            if (Fault(node, changes) is { } code)
                return Verdict.Block(code, node.Position, node.Name, type);
        }
        return WhereFault(script.Nodes, type, start) ?? Verdict.Allow(type);
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
            "TableHint" => TransactSqlShapes.HarmlessHints.Contains(node.Name ?? "") ? null : GuardCodes.LockingRead,
            _ when TransactSqlShapes.Reading.Contains(node.Kind) => null,
            _ when TransactSqlShapes.Writing.Contains(node.Kind) => changes ? null : GuardCodes.WriteNotAllowed,
            _ => GuardCodes.NotUnderstood,
        };
    }

    private static Verdict? WhereFault(IReadOnlyList<TransactSqlNode> nodes, QueryType type, int start)
    {
        if (type is not (QueryType.Update or QueryType.Delete))
            return null;
        var depth = nodes.FirstOrDefault(n => n.Kind is "UpdateSpecification" or "DeleteSpecification");
        if (depth.Name is null)
            return Verdict.Block(GuardCodes.WhereMissing, start, null, type);
        var where = nodes.Where(n => n.Kind == "WhereClause").MaxBy(n => n.Position);
        var named = nodes.Any(n => n.Kind == "ColumnReferenceExpression" && n.Position >= where.Position && n.Position < where.Position + where.Length);
        return named ? null : Verdict.Block(GuardCodes.WhereAlwaysTrue, where.Position, null, type);
    }
}
