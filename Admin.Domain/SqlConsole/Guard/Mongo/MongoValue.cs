namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>A value of a shell statement, as far as the guard and later the engine need it.</summary>
internal abstract record MongoValue(int Position)
{
    public sealed record Document(int At, IReadOnlyList<Field> Fields) : MongoValue(At);

    public sealed record Sequence(int At, IReadOnlyList<MongoValue> Items) : MongoValue(At);

    /// <summary>A literal or a constructor of a fixed list (ObjectId, ISODate, …), kept as written.</summary>
    public sealed record Scalar(int At, string Text) : MongoValue(At);

    public readonly record struct Field(string Name, int Position, MongoValue Value);
}
