using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>Documents that have arrived, as bytes, and the cursor that has more; 0 when there is no more.</summary>
internal sealed record MongoBatch(IReadOnlyList<RawBsonDocument> Documents, long Cursor, string Collection)
{
    public static MongoBatch First(RawBsonDocument answer) => Read(answer, "firstBatch");

    public static MongoBatch Next(RawBsonDocument answer) => Read(answer, "nextBatch");

    private static MongoBatch Read(RawBsonDocument answer, string batch)
    {
        var cursor = answer["cursor"].AsBsonDocument;
        return new MongoBatch([.. cursor[batch].AsBsonArray.Cast<RawBsonDocument>()], cursor["id"].ToInt64(), MongoRun.Collection(cursor["ns"].AsString));
    }
}
