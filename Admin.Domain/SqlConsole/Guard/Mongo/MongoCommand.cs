namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>
/// A statement as the database command that the server takes, the same for shell-like calls and for command documents.
/// <paramref name="Name"/> is find, aggregate, count, distinct, insert, update, delete or explain;
/// <paramref name="Body"/> begins with that field (its value is <paramref name="Collection"/>, or the explained command) and
/// holds only fields the guard knows. The run's own <c>$db</c>, <c>maxTimeMS</c>, <c>batchSize</c> and <c>comment</c> are never
/// in it and are the engine's to add; aggregate carries an empty <c>cursor</c>. find and aggregate answer with a cursor, count
/// with <c>n</c>, distinct with <c>values</c>, changes with <c>n</c>, explain with one document.
/// </summary>
public sealed record MongoCommand(string Name, string Collection, MongoValue.Document Body, QueryType Type)
{
    /// <summary>Whether it changes documents; only in write mode does such a command come out of the guard.</summary>
    public bool Writes => Type is QueryType.Insert or QueryType.Update or QueryType.Delete;
}
