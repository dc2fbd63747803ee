namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>What may follow find or aggregate: <c>.sort(…).limit(…)</c> and the like, each of which is a field of the command.</summary>
internal static class MongoChain
{
    public static MongoValue.Document? Add(MongoValue.Document body, MongoStatement.Call call, out MongoFault fault)
    {
        fault = default;
        var command = body.Fields[0].Name;
        switch (call.Method, call.Arguments)
        {
            case ("toArray" or "pretty", []):
                return body;
            case ("explain", []) when command is "find" or "aggregate" or "count":
                return Explain(body, call, []);
            case ("explain", [MongoValue.Text verbosity]) when command is "find" or "aggregate" or "count":
                return Explain(body, call, [new MongoValue.Field("verbosity", verbosity.Position, verbosity)]);
            case ("count" or "size", []) when command == "find":
                return Count(body);
            case ("allowDiskUse", []) when command is "find" or "aggregate":
                return Append(body, call, "allowDiskUse", new MongoValue.Flag(call.Position, true), out fault);
            case ("sort" or "limit" or "skip" or "projection" or "project", [var value]) when command == "find":
                return Append(body, call, call.Method == "project" ? "projection" : call.Method, value, out fault);
            case ("hint" or "collation" or "comment" or "batchSize" or "maxTimeMS" or "allowDiskUse", [var value]) when command is "find" or "aggregate":
                return Append(body, call, call.Method, value, out fault);
            default:
                fault = new MongoFault(GuardCodes.MethodNotAllowed, call.Position, call.Method);
                return null;
        }
    }

    private static MongoValue.Document? Append(MongoValue.Document body, MongoStatement.Call call, string name, MongoValue value, out MongoFault fault)
    {
        fault = body.Find(name) is null ? default : new MongoFault(GuardCodes.DuplicateField, call.Position, name);
        return fault.Code is null ? body with { Fields = [.. body.Fields, new MongoValue.Field(name, call.Position, value)] } : null;
    }

    private static MongoValue.Document Explain(MongoValue.Document body, MongoStatement.Call call, MongoValue.Field[] verbosity) =>
        new(call.Position, [new MongoValue.Field("explain", call.Position, body), .. verbosity]);

    /// <summary>Order and projection do not change a count, and the command does not take them.</summary>
    private static MongoValue.Document Count(MongoValue.Document body) => body with
    {
        Fields =
        [
            .. body.Fields.Where(f => f.Name is not ("sort" or "projection" or "singleBatch" or "allowDiskUse"))
                .Select(f => f.Name switch { "find" => f with { Name = "count" }, "filter" => f with { Name = "query" }, _ => f }),
        ],
    };
}
