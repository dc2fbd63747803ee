namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>
/// A value of a MongoDB statement with its BSON type, however it was written (shell constructor, Extended JSON, plain JSON), so
/// that an engine turns it into BSON one to one. <paramref name="Position"/> is its zero-based offset in the statement.
/// Texts are well-formed UTF-16; nesting is at most <see cref="GuardLimits.MaxDocumentNesting"/>.
/// </summary>
public abstract record MongoValue(int Position)
{
    /// <summary>Fields in the order they were written; no name stands twice and none holds a NUL.</summary>
    public sealed record Document(int Position, IReadOnlyList<Field> Fields) : MongoValue(Position)
    {
        /// <summary>The value of a field, or null when there is none of this name.</summary>
        public MongoValue? Find(string name)
        {
            foreach (var field in Fields)
            {
                if (field.Name == name)
                    return field.Value;
            }
            return null;
        }
    }

    /// <summary>A BSON array.</summary>
    public sealed record Sequence(int Position, IReadOnlyList<MongoValue> Items) : MongoValue(Position);

    public sealed record Text(int Position, string Value) : MongoValue(Position);

    public sealed record Flag(int Position, bool Value) : MongoValue(Position);

    public sealed record Null(int Position) : MongoValue(Position);

    /// <summary>A whole number: 64 bits when <paramref name="Wide"/> (NumberLong, or too large for 32), else 32.</summary>
    public sealed record Whole(int Position, long Value, bool Wide) : MongoValue(Position);

    /// <summary>A double, including NaN and the infinities.</summary>
    public sealed record Real(int Position, double Value) : MongoValue(Position);

    /// <summary>A Decimal128 in its text form, which is known to be one.</summary>
    public sealed record Exact(int Position, string Value) : MongoValue(Position);

    /// <summary>An ObjectId as 24 hexadecimal digits.</summary>
    public sealed record Id(int Position, string Hex) : MongoValue(Position);

    /// <summary>A date: milliseconds since 1970-01-01T00:00:00Z, which may lie outside .NET's range.</summary>
    public sealed record Moment(int Position, long Milliseconds) : MongoValue(Position);

    /// <summary>Binary data; subtype 4 is a UUID in network byte order.</summary>
    public sealed record Bytes(int Position, ReadOnlyMemory<byte> Value, byte Subtype) : MongoValue(Position);

    /// <summary>A regular expression; options are some of i, m, s, u, x, in alphabetical order. Neither holds a NUL.</summary>
    public sealed record Pattern(int Position, string Value, string Options) : MongoValue(Position);

    /// <summary>The server's own timestamp type.</summary>
    public sealed record Stamp(int Position, uint Seconds, uint Increment) : MongoValue(Position);

    /// <summary>MinKey or MaxKey, below and above every other value.</summary>
    public sealed record Bound(int Position, bool Highest) : MongoValue(Position);

    /// <summary>
    /// A parameter, written <c>@name</c> where a value may stand. Its value comes with the run and is a scalar, so it can
    /// never become an operator.
    /// </summary>
    public sealed record Parameter(int Position, string Name) : MongoValue(Position);

    /// <summary>One field; <paramref name="Position"/> is where its name stands.</summary>
    public readonly record struct Field(string Name, int Position, MongoValue Value);
}
