namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>As much of a value of a MongoDB command as masking needs.</summary>
internal abstract record DocumentNode(int Position)
{
    public sealed record Map(int Position, IReadOnlyList<Field> Fields) : DocumentNode(Position)
    {
        public DocumentNode? Find(string name) => Fields.FirstOrDefault(f => f.Name == name).Value;
    }

    public sealed record List(int Position, IReadOnlyList<DocumentNode> Items) : DocumentNode(Position);

    public sealed record Text(int Position, string Value) : DocumentNode(Position);

    /// <summary>A value that comes with the run.</summary>
    public sealed record Parameter(int Position) : DocumentNode(Position);

    /// <summary>A number, a date, an id: nothing that could name a field.</summary>
    public sealed record Other(int Position) : DocumentNode(Position);

    public readonly record struct Field(string Name, int Position, DocumentNode Value);
}
