using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>The documents one statement of a change is about.</summary>
/// <param name="Filter">Null for an insert.</param>
/// <param name="IsMany">Whether it may touch more than one document.</param>
/// <param name="Options">Collation and hint, which also decide what a filter finds.</param>
internal sealed record MongoTarget(BsonDocument? Filter, bool IsMany, bool IsUpsert, IReadOnlyList<BsonElement> Options)
{
    /// <summary>The statements of a change, in their order.</summary>
    public static IReadOnlyList<MongoTarget> Of(BsonDocument command) => command.GetElement(0).Name switch
    {
        "insert" => [.. command["documents"].AsBsonArray.Select(_ => new MongoTarget(null, IsMany: false, IsUpsert: false, []))],
        "update" => [.. command["updates"].AsBsonArray.Select(u => Read(u.AsBsonDocument, u.AsBsonDocument.GetValue("multi", false).ToBoolean()))],
        _ => [.. command["deletes"].AsBsonArray.Select(d => Read(d.AsBsonDocument, d["limit"].ToInt32() == 0))],
    };

    private static MongoTarget Read(BsonDocument statement, bool isMany) => new(
        statement["q"].AsBsonDocument,
        isMany,
        statement.GetValue("upsert", false).ToBoolean(),
        [.. statement.Elements.Where(e => e.Name is "collation" or "hint")]);
}
