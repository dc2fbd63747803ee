using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>Some documents of a change, looked at before it and, inside its transaction, after it.</summary>
internal sealed class MongoSample(MongoConnection connection, string collection, EngineQuery query, int size)
{
    private const long MaxBytes = 1024 * 1024;
    private List<RawBsonDocument> _before = [];

    public async Task<Result> LookAsync(IEnumerable<MongoTarget> targets, CancellationToken ct)
    {
        foreach (var target in targets.Where(t => t.Filter is not null))
        {
            var room = size - _before.Count;
            if (room <= 0)
                break;
            var found = await FindAsync(target.Filter!, target.IsMany ? room : 1, target.Options, ct);
            if (found.Failed)
                return found.Error;
            _before.AddRange(found.Value);
        }
        _before = [.. _before.DistinctBy(d => d.GetValue("_id", BsonNull.Value))];
        return Result.Ok;
    }

    /// <summary>The same documents in the same order as they are now.</summary>
    public async Task<Result<ChangeSample>> CompareAsync(CancellationToken ct)
    {
        if (_before.Count == 0)
            return Show([]);
        var ids = new BsonArray(_before.Select(d => d.GetValue("_id", BsonNull.Value)));
        var found = await FindAsync(new BsonDocument("_id", new BsonDocument("$in", ids)), _before.Count, [], ct);
        if (found.Failed)
            return found.Error;
        var after = found.Value.ToDictionary(d => d.GetValue("_id", BsonNull.Value));
        return Show([.. ids.Where(after.ContainsKey).Select(id => after[id])]);
    }

    /// <summary>With the documents alone that stood before.</summary>
    public ChangeSample Show() => Show([]);

    /// <summary>Of an insert: what it would add.</summary>
    public static ChangeSample OfInsert(BsonArray documents, int size) =>
        Show([], [.. documents.Take(size).Select(d => new RawBsonDocument(d.AsBsonDocument.ToBson()))]);

    private ChangeSample Show(List<RawBsonDocument> after) => Show(_before, after);

    private static ChangeSample Show(List<RawBsonDocument> before, List<RawBsonDocument> after)
    {
        var table = new MongoTable(before.Concat(after), moreMayCome: false);
        return new ChangeSample(table.Columns, Rows(table, before), Rows(table, after));
    }

    private static object?[][] Rows(MongoTable table, List<RawBsonDocument> documents)
    {
        var buffer = new ResultBuffer(int.MaxValue, MaxBytes);
        return [.. documents.TakeWhile(d => buffer.Admits(table.Bytes(d))).Select(table.Row)];
    }

    private async Task<Result<List<RawBsonDocument>>> FindAsync(BsonDocument filter, int limit, IReadOnlyList<BsonElement> options, CancellationToken ct)
    {
        var find = new BsonDocument { { "find", collection }, { "filter", filter }, { "limit", limit }, { "singleBatch", true } };
        find.AddRange(options);
        var answer = await connection.RunAsync(MongoRun.Dress(connection, find, query), ct);
        return answer.Failed ? answer.Error : MongoBatch.First(answer.Value).Documents.ToList();
    }
}
