using System.Collections.Frozen;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// The engine's own read-only line: MongoDB has no read-only session, so a reading run sends nothing but the five reading
/// commands, and none of these with a stage that writes or an operator that runs code, at any depth. It looks at the
/// BSON that is about to be sent, not at the statement.
/// </summary>
internal static class MongoSecondLine
{
    private static readonly FrozenSet<string> Reading = FrozenSet.ToFrozenSet(["find", "aggregate", "count", "distinct", "explain"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Refused =
        FrozenSet.ToFrozenSet(["$out", "$merge", "$where", "$function", "$accumulator", "$changeStream", "$currentOp", "$listSessions"], StringComparer.Ordinal);

    public static Error? Fault(BsonDocument command)
    {
        var first = command.GetElement(0);
        var isReading = Reading.Contains(first.Name) && (first.Name != "explain" || (first.Value is BsonDocument inner && Reading.Contains(inner.GetElement(0).Name)));
        if (!isReading)
            return SqlConsoleErrors.EngineRefused($"{first.Name} does not only read");
        return Find(command) is { } name ? SqlConsoleErrors.EngineRefused($"{name} does not only read") : null;
    }

    // The guard has bounded how deep this goes.
    private static string? Find(BsonValue value) => value switch
    {
        BsonDocument document => document.Elements.Select(e => Refused.Contains(e.Name) ? e.Name : Find(e.Value)).FirstOrDefault(n => n is not null),
        BsonArray array => array.Select(Find).FirstOrDefault(n => n is not null),
        _ => null,
    };
}
