using Admin.Domain.SqlConsole.Guard.SqlServer;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>Lists the syntax nodes that ScriptDom finds. It must only see text whose depth is bounded, for it recurses.</summary>
internal sealed class ScriptDomParser : ITransactSqlParser
{
    public TransactSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors.Count > 0)
            return new TransactSqlScript([], [], errors[0].Offset);
        var nodes = new NodeList();
        script.Accept(nodes);
        var statements = ((TSqlScript)script).Batches.SelectMany(b => b.Statements).Select(s => s.StartOffset);
        return new TransactSqlScript([.. statements], nodes.Nodes, null);
    }

    private sealed class NodeList : TSqlFragmentVisitor
    {
        public List<TransactSqlNode> Nodes { get; } = [];

        public override void Visit(TSqlFragment fragment) =>
            Nodes.Add(new TransactSqlNode(fragment.GetType().Name, fragment.StartOffset, fragment.FragmentLength, Name(fragment)));

        private static string? Name(TSqlFragment fragment) => fragment switch
        {
            SelectStatement select => select.Into?.BaseIdentifier.Value,
            FunctionCall call => Function(call),
            GlobalFunctionTableReference table => table.Name.Value.ToLowerInvariant(),
            SchemaObjectName name => name.ServerIdentifier?.Value,
            NamedTableReference table => table.SchemaObject.BaseIdentifier.Value.ToLowerInvariant(),
            TableHint hint => hint.HintKind.ToString(),
            OptimizerHint hint => hint.HintKind.ToString(),
            _ => null,
        };

        private static string Function(FunctionCall call)
        {
            var name = call.FunctionName.Value.ToLowerInvariant();
            return call.CallTarget is null ? name : $"{call.CallTarget.GetType().Name}.{name}";
        }
    }
}
