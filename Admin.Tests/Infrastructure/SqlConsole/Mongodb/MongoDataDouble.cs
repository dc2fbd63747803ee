using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>The double's databases: just enough of finding and changing documents for the engine's own commands.</summary>
internal sealed class MongoDataDouble
{
    private const int DuplicateKey = 11000;
    private Dictionary<string, List<BsonDocument>> _collections = new(StringComparer.Ordinal);

    public IEnumerable<string> Names(string database) => _collections.Keys.Where(k => k.StartsWith($"{database}.", StringComparison.Ordinal)).Select(k => k[(database.Length + 1)..]);

    /// <summary>A copy to come back to.</summary>
    public Dictionary<string, List<BsonDocument>> Keep() =>
        _collections.ToDictionary(c => c.Key, c => c.Value.ConvertAll(d => (BsonDocument)d.DeepClone()), StringComparer.Ordinal);

    public void Restore(Dictionary<string, List<BsonDocument>> kept) => _collections = kept;

    public void Drop(string database) => _collections = _collections.Where(c => !c.Key.StartsWith($"{database}.", StringComparison.Ordinal)).ToDictionary();

    public IReadOnlyList<BsonDocument> Find(string collection, BsonDocument command) =>
        Shape(All(collection).Where(d => Matches(d, Document(command, "filter"))), Document(command, "sort"), Number(command, "skip"), Number(command, "limit"), Document(command, "projection"));

    public long Count(string collection, BsonDocument command)
    {
        var found = All(collection).Count(d => Matches(d, Document(command, "query")));
        return Number(command, "limit") is > 0 and var limit ? Math.Min(limit, found) : found;
    }

    public BsonArray Distinct(string collection, BsonDocument command) =>
        new(All(collection).Where(d => Matches(d, Document(command, "query"))).Select(d => d.GetValue(command["key"].AsString, BsonNull.Value)).Where(v => !v.IsBsonNull).Distinct());

    public IReadOnlyList<BsonDocument> Aggregate(string collection, BsonArray pipeline)
    {
        IEnumerable<BsonDocument> documents = All(collection);
        foreach (var stage in pipeline.Select(s => s.AsBsonDocument.GetElement(0)))
        {
            documents = stage.Name switch
            {
                "$match" => documents.Where(d => Matches(d, stage.Value.AsBsonDocument)),
                "$sort" => Shape(documents, stage.Value.AsBsonDocument, 0, 0, []),
                "$skip" => documents.Skip(stage.Value.ToInt32()),
                "$limit" => documents.Take(stage.Value.ToInt32()),
                "$project" => Shape(documents, [], 0, 0, stage.Value.AsBsonDocument),
                "$count" => documents.Any() ? [new BsonDocument(stage.Value.AsString, documents.Count())] : [],
                "$group" => Group(documents, stage.Value.AsBsonDocument),
                _ => throw new NotSupportedException($"The double has no stage {stage.Name}."),
            };
        }
        return [.. documents];
    }

    public BsonDocument Insert(string collection, BsonDocument command)
    {
        var (documents, errors, added) = (All(collection), new BsonArray(), 0);
        foreach (var (document, i) in command["documents"].AsBsonArray.Select((d, i) => ((BsonDocument)d.AsBsonDocument.DeepClone(), i)))
        {
            if (!document.Contains("_id"))
                document.InsertAt(0, new BsonElement("_id", ObjectId.GenerateNewId()));
            if (documents.Exists(d => d["_id"] == document["_id"]))
            {
                errors.Add(new BsonDocument { { "index", i }, { "code", DuplicateKey }, { "errmsg", $"E11000 duplicate key error collection: {collection}" } });
                break;
            }
            documents.Add(document);
            added++;
        }
        return Changed(added, errors);
    }

    public BsonDocument Update(string collection, BsonDocument command)
    {
        var (documents, touched) = (All(collection), 0);
        foreach (var update in command["updates"].AsBsonArray.Select(u => u.AsBsonDocument))
        {
            var found = documents.Where(d => Matches(d, update["q"].AsBsonDocument)).Take(update.GetValue("multi", false).ToBoolean() ? int.MaxValue : 1).ToList();
            found.ForEach(d => Apply(d, update["u"].AsBsonDocument));
            touched += found.Count;
            if (found.Count == 0 && update.GetValue("upsert", false).ToBoolean())
            {
                var added = new BsonDocument("_id", ObjectId.GenerateNewId());
                Apply(added, update["u"].AsBsonDocument);
                documents.Add(added);
                touched++;
            }
        }
        return Changed(touched, []);
    }

    public BsonDocument Delete(string collection, BsonDocument command)
    {
        var (documents, gone) = (All(collection), 0);
        foreach (var delete in command["deletes"].AsBsonArray.Select(d => d.AsBsonDocument))
        {
            var found = documents.Where(d => Matches(d, delete["q"].AsBsonDocument)).Take(delete["limit"].ToInt32() == 0 ? int.MaxValue : 1).ToList();
            gone += documents.RemoveAll(found.Contains);
        }
        return Changed(gone, []);
    }

    private List<BsonDocument> All(string collection)
    {
        if (!_collections.TryGetValue(collection, out var documents))
            _collections[collection] = documents = [];
        return documents;
    }

    private static BsonDocument Changed(int count, BsonArray errors)
    {
        var answer = new BsonDocument { { "n", count }, { "ok", 1 } };
        if (errors.Count > 0)
            answer.Add("writeErrors", errors);
        return answer;
    }

    private static IReadOnlyList<BsonDocument> Shape(IEnumerable<BsonDocument> documents, BsonDocument sort, int skip, int limit, BsonDocument projection)
    {
        foreach (var key in sort.Elements.Reverse())
            documents = key.Value.ToInt32() < 0 ? documents.OrderByDescending(d => d.GetValue(key.Name, BsonNull.Value)) : documents.OrderBy(d => d.GetValue(key.Name, BsonNull.Value));
        var taken = documents.Skip(skip).Take(limit == 0 ? int.MaxValue : limit);
        return projection.ElementCount == 0 ? [.. taken] : [.. taken.Select(d => Project(d, projection))];
    }

    private static BsonDocument Project(BsonDocument document, BsonDocument projection) =>
        new(document.Elements.Where(e => projection.GetValue(e.Name, e.Name == "_id" ? 1 : 0).ToBoolean()));

    private static IEnumerable<BsonDocument> Group(IEnumerable<BsonDocument> documents, BsonDocument group) =>
        documents.GroupBy(d => group["_id"] is BsonString path ? d.GetValue(path.Value[1..], BsonNull.Value) : group["_id"])
            .Select(g => new BsonDocument(group.Elements.Select(e => e.Name == "_id" ? new BsonElement("_id", g.Key) : new BsonElement(e.Name, g.Count()))));

    private static void Apply(BsonDocument document, BsonDocument update)
    {
        if (!update.GetElement(0).Name.StartsWith('$'))
        {
            var id = document["_id"];
            document.Clear();
            document.Add("_id", id).AddRange(update.Elements.Where(e => e.Name != "_id"));
            return;
        }
        foreach (var change in update.Elements.SelectMany(o => o.Value.AsBsonDocument.Elements.Select(e => (Operator: o.Name, e.Name, e.Value))))
        {
            if (change.Operator == "$set")
                document[change.Name] = change.Value;
            else if (change.Operator == "$unset")
                document.Remove(change.Name);
            else if (change.Operator == "$inc")
                document[change.Name] = document.GetValue(change.Name, 0).ToInt32() + change.Value.ToInt32();
            else
                throw new NotSupportedException($"The double has no {change.Operator}.");
        }
    }

    private static bool Matches(BsonDocument document, BsonDocument filter) => filter.Elements.All(e => Matches(document.GetValue(e.Name, BsonNull.Value), e.Value));

    private static bool Matches(BsonValue value, BsonValue wanted) => wanted is BsonDocument { ElementCount: > 0 } operators && operators.GetElement(0).Name.StartsWith('$')
        ? operators.Elements.All(o => o.Name switch
        {
            "$gt" => value > o.Value,
            "$gte" => value >= o.Value,
            "$lt" => value < o.Value,
            "$lte" => value <= o.Value,
            "$ne" => value != o.Value,
            "$in" => o.Value.AsBsonArray.Contains(value),
            _ => throw new NotSupportedException($"The double has no {o.Name}."),
        })
        : value == wanted;

    private static BsonDocument Document(BsonDocument command, string field) => command.GetValue(field, new BsonDocument()).AsBsonDocument;

    private static int Number(BsonDocument command, string field) => command.GetValue(field, 0).ToInt32();
}
