using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>EXPLAIN QUERY PLAN as a tree. SQLite names steps, but neither costs nor rows.</summary>
internal static class SqlitePlan
{
    private const int MaxSteps = 5_000;

    public static Result<QueryPlan> Read(sqlite3 db, EngineQuery query)
    {
        var prepared = SqliteStatement.Prepare(db, $"EXPLAIN QUERY PLAN {query.Text}", query.Parameters);
        if (prepared.Failed)
            return prepared.Error;
        using var statement = prepared.Value;
        if (raw.sqlite3_stmt_isexplain(statement.Handle) != 2)
            return SqlConsoleErrors.PlanNotOffered;
        var rows = new ResultBuffer(MaxSteps, RunLimits.MaxBytes);
        var code = SqliteRows.Read(statement.Handle, rows);
        if (code != raw.SQLITE_DONE)
            return statement.Fault(code);
        var steps = rows.Rows.Select(r => (Id: (long)r[0]!, Parent: (long)r[1]!, Text: (string)r[3]!)).ToLookup(s => s.Parent);
        var root = new PlanNode("QUERY PLAN", null, [], null, null, Children(steps, 0));
        return new QueryPlan(root, string.Join('\n', Lines(root, 0).Skip(1)));
    }

    private static List<PlanNode> Children(ILookup<long, (long Id, long Parent, string Text)> steps, long parent) =>
        [.. steps[parent].Select(s => Node(s.Text, Children(steps, s.Id)))];

    // "SEARCH users USING INDEX users_name (name=?)": what is done, on what, and how.
    private static PlanNode Node(string text, IReadOnlyList<PlanNode> children)
    {
        var words = text.Split(' ', 3);
        return words[0] is "SCAN" or "SEARCH" && words.Length > 1
            ? new PlanNode(words[0], words[1], words.Length > 2 ? [words[2]] : [], null, null, children)
            : new PlanNode(text, null, [], null, null, children);
    }

    private static IEnumerable<string> Lines(PlanNode node, int depth)
    {
        yield return new string(' ', depth * 2) + string.Join(' ', new[] { node.Name, node.Subject }.Concat(node.Details).Where(w => w is not null));
        foreach (var line in node.Children.SelectMany(c => Lines(c, depth + 1)))
            yield return line;
    }
}
