using Admin.Domain.SqlConsole.Engines;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>What a run adds to a command: its time limit and its comment.</summary>
internal static class MongoRun
{
    public static BsonDocument Dress(MongoConnection connection, BsonDocument command, EngineQuery query)
    {
        var dressed = new BsonDocument(command.Elements) { { "maxTimeMS", Milliseconds(query.Timeout) } };
        if (connection.TakesComments || command.GetElement(0).Name is "find" or "aggregate")
            dressed.Add("comment", query.Comment);
        return dressed;
    }

    /// <summary>The name of a collection out of a namespace, which begins with its database.</summary>
    public static string Collection(string fullName) => fullName[(fullName.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>A number that a server may give as any of its types.</summary>
    public static long Number(BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsNumeric ? value.ToInt64() : 0;

    // A limit of 0 would be none.
    private static int Milliseconds(TimeSpan limit) => (int)Math.Clamp(limit.TotalMilliseconds, 1, int.MaxValue);
}
