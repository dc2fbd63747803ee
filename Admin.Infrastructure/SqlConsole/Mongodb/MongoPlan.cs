using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Plans;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>The server's chosen plan as a tree. MongoDB names stages, but gives neither costs nor rows without running them.</summary>
internal static class MongoPlan
{
    private static readonly HashSet<string> Inner = ["inputStage", "inputStages", "outerStage", "innerStage", "thenStage", "elseStage", "shards", "winningPlan", "queryPlan"];

    public static async Task<Result<QueryPlan>> ReadAsync(MongoConnection connection, EngineQuery query, CancellationToken ct)
    {
        var read = MongoBson.Command(query);
        if (read.Failed)
            return read.Error;
        var command = read.Value.GetElement(0).Name == "explain" ? read.Value[0].AsBsonDocument : read.Value;
        // queryPlanner alone does not run the statement; any other verbosity would.
        var explain = new BsonDocument { { "explain", command }, { "verbosity", "queryPlanner" } };
        if (MongoSecondLine.Fault(explain) is { } fault)
            return fault;
        var answer = await connection.RunAsync(MongoRun.Dress(connection, explain, query), ct);
        return answer.Failed ? answer.Error : Read(MongoDocuments.Read(answer.Value));
    }

    /// <summary>Of an explain's answer in any of its forms: one plan, a pipeline whose first stage has one, or one for each shard.</summary>
    public static Result<QueryPlan> Read(BsonDocument answer)
    {
        var root = answer.TryGetValue("stages", out var stages) ? Pipeline(stages.AsBsonArray)
            : answer.TryGetValue("shards", out var shards) && shards is BsonDocument each ? Shards(each)
            : answer.TryGetValue("queryPlanner", out var planner) && planner is BsonDocument plan ? Planner(plan)
            : null;
        if (root is null)
            return SqlConsoleErrors.PlanNotOffered;
        var text = new BsonDocument(answer.Elements.Where(e => e.Name is "stages" or "shards" or "queryPlanner"));
        return new QueryPlan(root, MongoCells.Json(text, indented: true));
    }

    private static PlanNode? Planner(BsonDocument planner) =>
        planner.TryGetValue("winningPlan", out var plan) && plan is BsonDocument stage ? Stage(stage, planner.GetValue("namespace", BsonNull.Value) as BsonString) : null;

    /// <summary>The last stage of a pipeline is the root: it takes what the one before it gives.</summary>
    private static PlanNode? Pipeline(BsonArray stages)
    {
        PlanNode? below = null;
        foreach (var stage in stages.OfType<BsonDocument>())
        {
            var first = stage.GetElement(0);
            below = first.Name == "$cursor" && first.Value is BsonDocument cursor && cursor.TryGetValue("queryPlanner", out var planner) && planner is BsonDocument plan
                ? Planner(plan)
                : new PlanNode(first.Name, null, [MongoCells.Json(first.Value)], null, null, below is null ? [] : [below]);
        }
        return below;
    }

    private static PlanNode Shards(BsonDocument shards) => new("SHARDS", null, [], null, null,
        [.. shards.Elements.Where(s => s.Value is BsonDocument).Select(s => Shard(s.Name, s.Value.AsBsonDocument)).OfType<PlanNode>()]);

    private static PlanNode? Shard(string name, BsonDocument answer)
    {
        var plan = answer.TryGetValue("stages", out var stages) ? Pipeline(stages.AsBsonArray)
            : answer.TryGetValue("queryPlanner", out var planner) && planner is BsonDocument document ? Planner(document)
            : null;
        return plan is null ? null : new PlanNode("SHARD", name, [], null, null, [plan]);
    }

    private static PlanNode Stage(BsonDocument stage, BsonString? collection)
    {
        // The newer engine wraps the plan that people read beside its own program.
        if (!stage.Contains("stage") && stage.TryGetValue("queryPlan", out var wrapped) && wrapped is BsonDocument inner)
            return Stage(inner, collection);
        var name = stage.GetValue("stage", stage.GetValue("shardName", "STAGE")).ToString()!;
        var subject = stage.TryGetValue("indexName", out var index) ? index.ToString() : name is "COLLSCAN" && collection is not null ? MongoRun.Collection(collection.Value) : null;
        var details = stage.Elements.Where(e => e.Name is not ("stage" or "indexName" or "planNodeId" or "slotBasedPlan") && !Inner.Contains(e.Name));
        return new PlanNode(name, subject, [.. details.Select(e => $"{e.Name}: {MongoCells.Json(e.Value)}")], null, null,
            [.. stage.Elements.Where(e => Inner.Contains(e.Name)).SelectMany(e => Children(e.Value, collection))]);
    }

    private static IEnumerable<PlanNode> Children(BsonValue value, BsonString? collection) => value switch
    {
        BsonDocument one => [Stage(one, collection)],
        BsonArray many => many.OfType<BsonDocument>().Select(d => Stage(d, collection)),
        _ => [],
    };
}
