using System.Text.RegularExpressions;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Schema;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// Collections and views with the fields of their first documents. Nothing is counted: the estimate is the server's own. When half of
/// the time is used up, the collections that are left are listed without fields.
/// </summary>
internal static partial class MongoSchema
{
    private const int DocumentsLookedAt = 50;
    private const int ListedAtOnce = 1_000;

    public static async Task<Result<SchemaReport>> ReadAsync(MongoConnection connection, EngineQuery query, TimeProvider time, CancellationToken ct)
    {
        var listed = await ListAsync(connection, query, ct);
        if (listed.Failed)
            return listed.Error;
        var start = time.GetTimestamp();
        var (tables, columns) = (new List<SchemaTable>(), 0);
        foreach (var (name, type) in listed.Value.Take(SchemaReport.MaxTables))
        {
            var looks = time.GetElapsedTime(start) < query.Timeout / 2 && columns < SchemaReport.MaxColumns;
            var table = looks ? await LookAsync(connection, query, name, type, ct) : Table(name, type, null, []);
            if (table.Failed)
                return table.Error;
            tables.Add(table.Value);
            columns += table.Value.Columns.Count;
        }
        return new SchemaReport(tables, listed.Value.Count > SchemaReport.MaxTables);
    }

    private static async Task<Result<List<(string Name, string Type)>>> ListAsync(MongoConnection connection, EngineQuery query, CancellationToken ct)
    {
        // This form needs no right beyond reading, and lists what the account may read.
        var list = new BsonDocument { { "listCollections", 1 }, { "nameOnly", true }, { "authorizedCollections", true }, { "cursor", new BsonDocument("batchSize", ListedAtOnce) } };
        var answer = await connection.RunAsync(MongoRun.Dress(connection, list, query), ct);
        if (answer.Failed)
            return answer.Error;
        var batch = MongoBatch.First(answer.Value);
        var found = batch.Documents.ToList();
        while (batch.Cursor != 0 && found.Count <= SchemaReport.MaxTables)
        {
            var more = await connection.RunAsync(new BsonDocument { { "getMore", batch.Cursor }, { "collection", batch.Collection }, { "batchSize", ListedAtOnce } }, ct);
            if (more.Failed)
                return more.Error;
            batch = MongoBatch.Next(more.Value);
            found.AddRange(batch.Documents);
        }
        return found.Select(d => (Name: d["name"].AsString, Type: d["type"].AsString))
            .Where(c => !c.Name.StartsWith("system.", StringComparison.Ordinal)).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
    }

    private static async Task<Result<SchemaTable>> LookAsync(MongoConnection connection, EngineQuery query, string name, string type, CancellationToken ct)
    {
        var find = new BsonDocument { { "find", name }, { "limit", DocumentsLookedAt }, { "batchSize", DocumentsLookedAt }, { "singleBatch", true } };
        var answer = await connection.RunAsync(MongoRun.Dress(connection, find, query), ct);
        if (answer.Failed)
            return answer.Error.Code == SqlConsoleErrors.Cancelled.Code ? answer.Error : Table(name, type, null, []);
        var documents = MongoBatch.First(answer.Value).Documents;
        // A view has no number of its own: its pipeline would have to run to the end.
        var estimate = type == "view" ? null : await EstimateAsync(connection, query, name, ct);
        return Table(name, type, estimate, Fields(documents));
    }

    private static async Task<long?> EstimateAsync(MongoConnection connection, EngineQuery query, string name, CancellationToken ct)
    {
        var answer = await connection.RunAsync(MongoRun.Dress(connection, new BsonDocument("count", name), query), ct);
        return answer.Failed ? null : MongoRun.Number(answer.Value, "n");
    }

    private static List<SchemaColumn> Fields(IReadOnlyList<RawBsonDocument> documents)
    {
        var (fields, order) = (new Dictionary<string, MongoField>(StringComparer.Ordinal), new List<MongoField>());
        foreach (var document in documents)
        {
            MongoDocuments.Scan(document, (name, type, subtype) =>
            {
                if (!fields.TryGetValue(name, out var field) && order.Count < MongoTable.MaxFields)
                    order.Add(fields[name] = field = new MongoField(name));
                field?.Meet(type, subtype);
            });
        }
        return order.ConvertAll(f => f.ToSchema(documents.Count));
    }

    private static Result<SchemaTable> Table(string name, string type, long? estimate, IReadOnlyList<SchemaColumn> columns) =>
        new SchemaTable(null, name, type == "view" ? SchemaTableKind.View : SchemaTableKind.Collection, estimate, Quote(name), columns);

    private static string Quote(string name) => PlainName().IsMatch(name) ? $"db.{name}" : $"db.getCollection({new BsonString(name).ToJson()})";

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PlainName();
}
