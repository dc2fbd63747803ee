using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>How a change ended: the documents it touched, whether that stands, and some of them.</summary>
internal sealed record MongoOutcome(long Affected, bool Committed, ChangeSample? Sample);

/// <summary>
/// Runs a change. Where the server has transactions, inside one: it is committed when it touched as many documents as expected,
/// else aborted. A standalone server has none; there a preview counts what the filter finds, and only a change of one
/// document runs, which is atomic by itself.
/// </summary>
internal static class MongoChange
{
    private static readonly string[] Changing = ["insert", "update", "delete"];

    public static async Task<Result<MongoOutcome>> RunAsync(MongoConnection connection, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        var read = MongoBson.Command(query);
        if (read.Failed)
            return read.Error;
        var command = read.Value;
        if (!Changing.Contains(command.GetElement(0).Name))
            return SqlConsoleErrors.EngineRefused($"{command.GetElement(0).Name} is no change");
        return connection.HasTransactions ? await InTransactionAsync(connection, command, query, change, ct) : await AloneAsync(connection, command, query, change, ct);
    }

    private static async Task<Result<MongoOutcome>> InTransactionAsync(MongoConnection connection, BsonDocument command, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        connection.Begin();
        var sample = new MongoSample(connection, Collection(command), query, change.ExpectedRows is null ? change.SampleRows : 0);
        var looked = await sample.LookAsync(MongoTarget.Of(command), ct);
        if (looked.Failed)
            return looked.Error;
        var affected = await ApplyAsync(connection, command, query, ct);
        if (affected.Failed)
            return affected.Error;
        if (change.ExpectedRows is null)
        {
            var compared = await CompareAsync(sample, command, change, ct);
            return compared.Failed ? compared.Error : new MongoOutcome(affected.Value, Committed: false, compared.Value);
        }
        if (affected.Value != change.ExpectedRows)
            return new MongoOutcome(affected.Value, Committed: false, Sample: null);
        var committed = await connection.CommitAsync();
        return committed.Failed ? committed.Error : new MongoOutcome(affected.Value, Committed: true, Sample: null);
    }

    private static async Task<Result<ChangeSample>> CompareAsync(MongoSample sample, BsonDocument command, EngineChange change, CancellationToken ct) =>
        command.GetElement(0).Name switch
        {
            "insert" => MongoSample.OfInsert(command["documents"].AsBsonArray, change.SampleRows),
            "delete" => sample.Show(),
            _ => await sample.CompareAsync(ct),
        };

    private static async Task<Result<MongoOutcome>> AloneAsync(MongoConnection connection, BsonDocument command, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        var targets = MongoTarget.Of(command);
        if (change.ExpectedRows is null)
            return await PreviewAloneAsync(connection, command, query, change, targets, ct);
        if (targets is not [{ IsMany: false } only])
            return SqlConsoleErrors.NotTransactional(Collection(command));
        if (change.ExpectedRows == 1)
        {
            var affected = await ApplyAsync(connection, command, query, ct);
            return affected.Failed ? affected.Error : new MongoOutcome(affected.Value, Committed: affected.Value == 1, Sample: null);
        }
        // It can touch one document or none; running it for any other count could not be taken back.
        var counted = await CountAsync(connection, command, query, only, ct);
        return counted.Failed ? counted.Error : new MongoOutcome(counted.Value, Committed: counted.Value == change.ExpectedRows, Sample: null);
    }

    private static async Task<Result<MongoOutcome>> PreviewAloneAsync(
        MongoConnection connection, BsonDocument command, EngineQuery query, EngineChange change, IReadOnlyList<MongoTarget> targets, CancellationToken ct)
    {
        if (command.GetElement(0).Name == "insert")
            return new MongoOutcome(targets.Count, Committed: false, MongoSample.OfInsert(command["documents"].AsBsonArray, change.SampleRows));
        var affected = 0L;
        foreach (var target in targets)
        {
            var counted = await CountAsync(connection, command, query, target, ct);
            if (counted.Failed)
                return counted.Error;
            affected += counted.Value;
        }
        var sample = new MongoSample(connection, Collection(command), query, change.SampleRows);
        var looked = await sample.LookAsync(targets, ct);
        return looked.Failed ? looked.Error : new MongoOutcome(affected, Committed: false, sample.Show());
    }

    /// <summary>How many documents a statement would touch: those it finds, and the one that an upsert adds when it finds none.</summary>
    private static async Task<Result<long>> CountAsync(MongoConnection connection, BsonDocument command, EngineQuery query, MongoTarget target, CancellationToken ct)
    {
        if (target.Filter is null)
            return 1;
        var count = new BsonDocument { { "count", Collection(command) }, { "query", target.Filter } };
        if (!target.IsMany)
            count.Add("limit", 1);
        count.AddRange(target.Options);
        var answer = await connection.RunAsync(MongoRun.Dress(connection, count, query), ct);
        if (answer.Failed)
            return answer.Error;
        var found = MongoRun.Number(answer.Value, "n");
        return target.IsUpsert ? Math.Max(1, found) : found;
    }

    private static async Task<Result<long>> ApplyAsync(MongoConnection connection, BsonDocument command, EngineQuery query, CancellationToken ct)
    {
        var dressed = MongoRun.Dress(connection, command, query);
        var answer = connection.HasTransactions ? await connection.RunAsync(dressed, ct) : await connection.RunToTheEndAsync(dressed, query.Timeout);
        if (answer.Failed)
            return answer.Error;
        var told = MongoDocuments.Read(answer.Value);
        return told.TryGetValue("writeErrors", out var errors) ? MongoFailures.OfDocument(errors[0].AsBsonDocument) : MongoRun.Number(told, "n");
    }

    private static string Collection(BsonDocument command) => command.GetElement(0).Value.AsString;
}
