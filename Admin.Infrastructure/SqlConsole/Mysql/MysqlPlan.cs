using System.Globalization;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// EXPLAIN FORMAT=JSON as a tree. The two servers and their versions name steps differently, so the tree follows the document:
/// what has parts is a step, what has none is a detail of its step.
/// </summary>
internal static class MysqlPlan
{
    public const string Prefix = "EXPLAIN FORMAT=JSON ";

    private static readonly string[] Names = ["access_type", "operation", "message"];
    private static readonly string[] Costs = ["query_cost", "prefix_cost", "cost", "estimated_total_cost", "sort_cost"];
    private static readonly string[] Rows = ["rows_produced_per_join", "rows", "rows_examined_per_scan", "estimated_rows"];

    public static async Task<Result<QueryPlan>> ReadAsync(MysqlSession session, MysqlStatement statement, CancellationToken ct)
    {
        try
        {
            var lines = new ResultBuffer(RunLimits.DefaultRows, RunLimits.MaxBytes);
            var read = await MysqlRows.ReadAsync(session, statement, lines, ct);
            if (read.Failed)
                return read.Error;
            if (lines.Rows is not [[string text, ..], ..])
                return SqlConsoleErrors.PlanNotOffered;
            using var document = JsonDocument.Parse(text);
            return new QueryPlan(Step("query", document.RootElement), text);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.ParseError && MysqlPlace.Find(e.Message, statement.Sent) == 0)
        {
            // The server trips over the statement's first word: it is of a kind that has no plan.
            return SqlConsoleErrors.PlanNotOffered;
        }
    }

    private static PlanNode Step(string key, JsonElement step)
    {
        var scalars = new List<(string Key, string Value)>();
        var children = new List<PlanNode>();
        foreach (var part in step.EnumerateObject())
        {
            if (part.NameEquals("cost_info"))
                scalars.AddRange(part.Value.EnumerateObject().Select(c => (c.Name, c.Value.ToString())));
            else if (part.Value.ValueKind == JsonValueKind.Object)
                children.Add(Step(part.Name, part.Value));
            else if (part.Value.ValueKind == JsonValueKind.Array && part.Value.EnumerateArray().All(p => p.ValueKind == JsonValueKind.Object))
                children.AddRange(part.Value.EnumerateArray().Select(p => Unwrapped(part.Name, p)));
            else
                scalars.Add((part.Name, part.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", part.Value.EnumerateArray()) : part.Value.ToString()));
        }
        return Node(key, scalars.ToLookup(s => s.Key, s => s.Value), children);
    }

    // { "table": { … } } in a list is the table.
    private static PlanNode Unwrapped(string key, JsonElement part)
    {
        var only = part.EnumerateObject().Take(2).ToArray();
        return only is [{ Value.ValueKind: JsonValueKind.Object } inner] ? Step(inner.Name, inner.Value) : Step(key, part);
    }

    private static PlanNode Node(string key, ILookup<string, string> scalars, IReadOnlyList<PlanNode> children)
    {
        var subject = scalars["table_name"].FirstOrDefault();
        var name = key is "table" or "inputs" ? First(scalars, Names) ?? key : key;
        var details = scalars.Where(s => s.Key is not "table_name").SelectMany(s => s.Select(v => $"{s.Key.Replace('_', ' ')}: {v}"));
        return new PlanNode(name.Replace('_', ' '), subject, [.. details], Number(First(scalars, Costs)), Number(First(scalars, Rows)), children);
    }

    private static string? First(ILookup<string, string> scalars, string[] keys) => keys.SelectMany(k => scalars[k]).FirstOrDefault();

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
