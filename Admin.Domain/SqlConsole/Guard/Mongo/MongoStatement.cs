namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>A statement read to its end, before anything is decided about it.</summary>
internal abstract record MongoStatement
{
    /// <summary><c>db.collection.method(…).method(…)</c>.</summary>
    public sealed record Shell(string Collection, int CollectionPosition, IReadOnlyList<Call> Calls) : MongoStatement;

    /// <summary>A database command, <c>{ "find": "users", … }</c>.</summary>
    public sealed record Json(MongoValue.Document Body) : MongoStatement;

    public sealed record Call(string Method, int Position, IReadOnlyList<MongoValue> Arguments);
}
