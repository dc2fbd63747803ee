using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

internal static class MongoMethods
{
    /// <summary>What may follow find or aggregate.</summary>
    public static FrozenSet<string> Chained { get; } =
        "limit skip sort projection project count toArray pretty explain batchSize maxTimeMS hint collation comment allowDiskUse"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static QueryType Type(string method) => method switch
    {
        "find" or "findOne" => QueryType.Find,
        "aggregate" => QueryType.Aggregate,
        "countDocuments" or "estimatedDocumentCount" or "count" => QueryType.Count,
        "distinct" => QueryType.Distinct,
        "insertOne" or "insertMany" => QueryType.Insert,
        "updateOne" or "updateMany" or "replaceOne" => QueryType.Update,
        "deleteOne" or "deleteMany" => QueryType.Delete,
        _ => QueryType.Unknown,
    };

    public static string Refusal(string method) => method switch
    {
        "drop" or "dropDatabase" or "dropIndex" or "dropIndexes" => GuardCodes.DropBlocked,
        "createCollection" or "createIndex" or "createIndexes" or "createView" or "renameCollection" => GuardCodes.SchemaChange,
        "createUser" or "createRole" or "updateUser" or "dropUser" or "dropRole" or "grantRolesToUser" or "revokeRolesFromUser" => GuardCodes.RightsChange,
        "eval" or "mapReduce" or "group" => GuardCodes.ProceduralCode,
        "adminCommand" or "runCommand" or "shutdownServer" or "fsyncLock" or "setProfilingLevel" => GuardCodes.ServerAdministration,
        "currentOp" or "killOp" => GuardCodes.OtherSessions,
        "remove" or "update" or "insert" or "save" or "bulkWrite" or "findAndModify" or "findOneAndUpdate" or "findOneAndDelete"
            or "findOneAndReplace" => GuardCodes.WriteNotAllowed,
        _ => GuardCodes.MethodNotAllowed,
    };
}
