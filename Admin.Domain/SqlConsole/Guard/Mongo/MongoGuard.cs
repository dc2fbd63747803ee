using Admin.Domain.SqlConsole.Guard.Conditions;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>
/// The guard for MongoDB: one shell-like call on one collection or one command document, made into the same command and judged
/// as such: known commands, known fields, known operators at every depth, a filter that narrows for every change.
/// </summary>
internal static class MongoGuard
{
    public static Verdict Check(string text, AccessMode mode)
    {
        if (text.Length > GuardLimits.MaxLength)
            return Verdict.Block(GuardCodes.TooLong, GuardLimits.MaxLength);
        if (MongoParser.Parse(text, out var parameters, out var fault) is not { } statement)
            return Block(fault);
        var verdict = statement is MongoStatement.Shell shell ? Shell(shell, mode) : Command(((MongoStatement.Json)statement).Body, mode);
        return verdict.Blocked ? verdict : verdict with { Parameters = parameters };
    }

    private static Verdict Shell(MongoStatement.Shell statement, AccessMode mode)
    {
        if (statement.Calls.Count == 0)
            return Verdict.Block(GuardCodes.NotUnderstood, statement.CollectionPosition, Short(statement.Collection));
        var call = statement.Calls[0];
        if (statement.Collection.Length == 0 || !MongoShell.Knows(call.Method))
            return Verdict.Block(MongoRefusals.Code(call.Method, mode), call.Position, Short(call.Method));
        var type = MongoShell.Type(call.Method);
        if (mode == AccessMode.ReadOnly && IsChange(type))
            return Verdict.Block(GuardCodes.WriteNotAllowed, call.Position, call.Method, type);
        var body = MongoShell.Translate(statement, out var fault);
        return body is null ? Block(fault, type) : Command(body, mode);
    }

    private static Verdict Command(MongoValue.Document body, AccessMode mode)
    {
        if (body.Fields.Count == 0)
            return Verdict.Block(GuardCodes.Empty, body.Position);
        var head = body.Fields[0];
        var type = MongoCommands.Type(head.Name);
        if (type == QueryType.Unknown)
            return Verdict.Block(MongoRefusals.Code(head.Name, mode), head.Position, Short(head.Name));
        if (type == QueryType.Explain)
            return Explain(body, head);
        if (head.Value is not MongoValue.Text { Value.Length: > 0 } collection)
            return Verdict.Block(GuardCodes.NotUnderstood, head.Value.Position, head.Name, type);
        if (MongoWalk.IsOutOfReach(collection.Value))
            return Verdict.Block(GuardCodes.SystemCollection, collection.Position, Short(collection.Value), type);
        if (mode == AccessMode.ReadOnly && IsChange(type))
            return Verdict.Block(GuardCodes.WriteNotAllowed, head.Position, head.Name, type);
        if (MongoCommands.Fault(body) is { } field)
            return Block(field, type);
        if (MongoWalk.Fault(body, type) is { } inner)
            return Block(inner, type);
        return Changes(body, type) is { Blocked: true } fault ? fault : Allowed(body, type, collection.Value);
    }

    private static Verdict Allowed(MongoValue.Document body, QueryType type, string collection)
    {
        var name = body.Fields[0].Name;
        var fields = body.Fields.Where(f => !MongoCommands.IsOwn(name, f.Name));
        if (type == QueryType.Aggregate)
            fields = fields.Append(new MongoValue.Field("cursor", body.Position, new MongoValue.Document(body.Position, [])));
        var command = new MongoCommand(name, collection, body with { Fields = [.. fields] }, type);
        return (Changes(body, type) ?? Verdict.Allow(type)) with { Command = command };
    }

    /// <summary>An explained command is never run in write mode, whatever the mode of the source.</summary>
    private static Verdict Explain(MongoValue.Document body, MongoValue.Field head)
    {
        if (head.Value is not MongoValue.Document inner || inner.Fields is [{ Name: "explain" }, ..])
            return Verdict.Block(GuardCodes.NotUnderstood, head.Value.Position, head.Name, QueryType.Explain);
        if (MongoCommands.Fault(body) is { } fault)
            return Block(fault, QueryType.Explain);
        var verdict = Command(inner, AccessMode.ReadOnly);
        if (verdict.Command is not { } explained)
            return verdict;
        var outer = body with { Fields = [head with { Value = explained.Body }, .. body.Fields.Skip(1)] };
        return Verdict.Allow(QueryType.Explain) with { Command = new MongoCommand("explain", explained.Collection, outer, QueryType.Explain) };
    }

    /// <summary>The worst that is to be said about the filters of a change, or null.</summary>
    private static Verdict? Changes(MongoValue.Document body, QueryType type)
    {
        if (type is not (QueryType.Update or QueryType.Delete))
            return null;
        var statements = (MongoValue.Sequence)body.Find(type == QueryType.Update ? "updates" : "deletes")!;
        Verdict? worst = null;
        foreach (var statement in statements.Items.Cast<MongoValue.Document>())
        {
            var verdict = Change(statement, type);
            if (verdict is { Blocked: true })
                return verdict;
            worst ??= verdict;
        }
        return worst;
    }

    private static Verdict? Change(MongoValue.Document statement, QueryType type)
    {
        if (type == QueryType.Update && statement.Find("u") is null)
            return Verdict.Block(GuardCodes.NotUnderstood, statement.Position, "u", type);
        if (statement.Find("q") is not MongoValue.Document { Fields.Count: > 0 } filter)
            return Verdict.Block(GuardCodes.WhereMissing, statement.Find("q")?.Position ?? statement.Position, null, type);
        return MongoFilters.Judge(filter).Yes switch
        {
            Truth.Row => null,
            Truth.Suspicious => Verdict.Warn(GuardCodes.WhereSuspicious, type, filter.Position),
            Truth.Constant or Truth.True or Truth.False => Verdict.Block(GuardCodes.WhereAlwaysTrue, filter.Position, null, type),
        };
    }

    private static bool IsChange(QueryType type) => type is QueryType.Insert or QueryType.Update or QueryType.Delete;

    private static Verdict Block(MongoFault fault, QueryType type = QueryType.Unknown) =>
        Verdict.Block(fault.Code, fault.Position, fault.Subject is null ? null : Short(fault.Subject), type);

    private static string Short(string name) => name.Length > GuardLimits.MaxSubjectLength ? name[..GuardLimits.MaxSubjectLength] : name;
}
