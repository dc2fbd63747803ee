namespace Admin.Domain.SqlConsole.Guard.Mongo;

internal sealed record MongoCall(string Method, int Position, IReadOnlyList<MongoValue> Arguments);

/// <summary><c>db.collection.method(…).method(…)</c> read to its end.</summary>
internal sealed record MongoStatement(string Collection, int CollectionPosition, IReadOnlyList<MongoCall> Calls);
