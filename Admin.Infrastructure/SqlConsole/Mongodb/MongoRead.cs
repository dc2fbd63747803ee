using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>Runs a reading command and moves what comes back into the buffer, batch by batch.</summary>
internal static class MongoRead
{
    /// <summary>How many documents decide over the columns, and how many are asked for at once.</summary>
    public const int BatchSize = 1_001;

    public static async Task<Result> RunAsync(MongoConnection connection, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        var command = MongoBson.Command(query);
        if (command.Failed)
            return command.Error;
        if (MongoSecondLine.Fault(command.Value) is { } fault)
            return fault;
        var name = command.Value.GetElement(0).Name;
        var dressed = MongoRun.Dress(connection, command.Value, query);
        if (name is "find" or "aggregate")
            return await CursorAsync(connection, dressed, results, ct);
        var answer = await connection.RunAsync(dressed, ct);
        if (answer.Failed)
            return answer.Error;
        if (name == "explain")
            Rows([answer.Value], results);
        else
            Values(name, command.Value, MongoDocuments.Read(answer.Value), results);
        return Result.Ok;
    }

    private static async Task<Result> CursorAsync(MongoConnection connection, BsonDocument command, ResultBuffer results, CancellationToken ct)
    {
        var size = Math.Min(BatchSize, (int)Math.Min(int.MaxValue - 1, results.MaxRows) + 1);
        if (command.Contains("find"))
            command["batchSize"] = size;
        else
            command["cursor"] = new BsonDocument("batchSize", size);
        var answer = await connection.RunAsync(command, ct);
        if (answer.Failed)
            return answer.Error;
        var batch = MongoBatch.First(answer.Value);
        var table = new MongoTable(batch.Documents, moreMayCome: batch.Cursor != 0 && batch.Documents.Count <= results.MaxRows);
        results.Describe(table.Columns);
        while (Add(batch.Documents, table, results) && batch.Cursor != 0)
        {
            var more = await connection.RunAsync(new BsonDocument { { "getMore", batch.Cursor }, { "collection", batch.Collection }, { "batchSize", size } }, ct);
            if (more.Failed)
                return more.Error;
            batch = MongoBatch.Next(more.Value);
        }
        return batch.Cursor == 0 ? Result.Ok : await CloseAsync(connection, batch, ct);
    }

    private static async Task<Result> CloseAsync(MongoConnection connection, MongoBatch batch, CancellationToken ct) =>
        (await connection.RunAsync(new BsonDocument { { "killCursors", batch.Collection }, { "cursors", new BsonArray { batch.Cursor } } }, ct)).ToResult();

    private static void Rows(IReadOnlyList<RawBsonDocument> documents, ResultBuffer results)
    {
        var table = new MongoTable(documents, moreMayCome: false);
        results.Describe(table.Columns);
        Add(documents, table, results);
    }

    private static bool Add(IReadOnlyList<RawBsonDocument> documents, MongoTable table, ResultBuffer results)
    {
        foreach (var document in documents)
        {
            var bytes = table.Bytes(document);
            if (!results.Admits(bytes))
                return false;
            results.Add(table.Row(document), bytes);
        }
        return true;
    }

    /// <summary>count gives one number; distinct gives its values as rows of one column, which is named as the field.</summary>
    private static void Values(string name, BsonDocument command, BsonDocument answer, ResultBuffer results)
    {
        IReadOnlyList<BsonValue> values = name == "count" ? [new BsonInt64(MongoRun.Number(answer, "n"))] : [.. answer["values"].AsBsonArray];
        var field = new MongoField(name == "count" ? "count" : command["key"].AsString);
        foreach (var value in values)
            field.Meet(value.BsonType, (value as BsonBinaryData)?.SubType);
        results.Describe([field.ToColumn()]);
        foreach (var cell in values.Select(MongoCells.Cell))
        {
            var bytes = ResultBuffer.ValueOverhead + Bytes(cell);
            if (!results.Admits(bytes))
                return;
            results.Add([cell], bytes);
        }
    }

    private static long Bytes(object? cell) => cell switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        CutValue => ResultBuffer.MaxCell,
        _ => 0,
    };
}
