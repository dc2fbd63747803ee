using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>EXPLAIN as a tree and as the lines that people who know the server read. Nothing is run.</summary>
internal static class PostgresqlPlan
{
    private const int MaxLines = 5_000;

    private static readonly string[] Subjects = ["Relation Name", "Index Name", "CTE Name", "Function Name", "Subplan Name"];

    private static readonly string[] Details =
    [
        "Alias", "Operation", "Strategy", "Join Type", "Parent Relationship", "Scan Direction", "Index Name", "Index Cond", "Recheck Cond",
        "Hash Cond", "Merge Cond", "Join Filter", "Filter", "Sort Key", "Group Key", "Workers Planned",
    ];

    public static async Task<Result<QueryPlan>> ReadAsync(PostgresqlSession session, EngineQuery query, PostgresqlStatement asTree, CancellationToken ct)
    {
        try
        {
            var tree = await LinesAsync(session, asTree, ct);
            var text = await LinesAsync(session, new PostgresqlStatement(query, "EXPLAIN "), ct);
            if (tree.Failed || text.Failed)
                return tree.Error ?? text.Error!;
            using var document = JsonDocument.Parse(tree.Value);
            return new QueryPlan(Node(document.RootElement[0].GetProperty("Plan")), text.Value);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SyntaxError && e.Position > 0 && asTree.Sent.OriginalOffsetOfCharacter(e.Position) == 0)
        {
            // The server trips over the statement's first word: it is of a kind that has no plan.
            return SqlConsoleErrors.PlanNotOffered;
        }
    }

    public static PostgresqlStatement Tree(EngineQuery query) => new(query, "EXPLAIN (FORMAT JSON) ");

    private static async Task<Result<string>> LinesAsync(PostgresqlSession session, PostgresqlStatement statement, CancellationToken ct)
    {
        var lines = new ResultBuffer(MaxLines, RunLimits.MaxBytes);
        var read = await PostgresqlRows.ReadAsync(session, statement, lines, ct);
        return read.Failed ? read.Error : string.Join('\n', lines.Rows.Select(r => r[0] is CutValue cut ? cut.Head : r[0]));
    }

    private static PlanNode Node(JsonElement plan) => new(
        plan.GetProperty("Node Type").GetString()!,
        Subjects.Select(s => Text(plan, s)).FirstOrDefault(s => s is not null),
        [.. Details.Select(d => (Name: d, Value: Text(plan, d))).Where(d => d.Value is not null).Select(d => $"{d.Name}: {d.Value}")],
        Number(plan, "Total Cost"),
        Number(plan, "Plan Rows"),
        plan.TryGetProperty("Plans", out var under) ? [.. under.EnumerateArray().Select(Node)] : []);

    private static string? Text(JsonElement plan, string name) => !plan.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(v => v.ToString()))
        : value.ToString();

    private static double? Number(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
