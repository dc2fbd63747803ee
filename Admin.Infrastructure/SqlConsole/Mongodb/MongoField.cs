using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>A field as it was met in some documents: which types its values had and in how many it stood with one.</summary>
internal sealed class MongoField(string name)
{
    private const int MaxTypesNamed = 3;
    private readonly List<string> _types = [];
    private readonly HashSet<ColumnKind> _kinds = [];
    private int _values;

    public void Meet(BsonType type, BsonBinarySubType? subtype)
    {
        if (type is BsonType.Null or BsonType.Undefined)
            return;
        _values++;
        var (word, kind) = Describe(type, subtype);
        if (!_types.Contains(word))
            _types.Add(word);
        _kinds.Add(kind);
    }

    /// <summary>Values of one kind are shown as such; of several as text.</summary>
    public ResultColumn ToColumn() => new(name, _types.Count == 0 ? null : Types, _kinds.Count == 1 ? _kinds.First() : ColumnKind.Text);

    public SchemaColumn ToSchema(int documents) => new(name, _types.Count == 0 ? "null" : Types, _values < documents, name == "_id", References: null);

    private string Types => _types.Count > MaxTypesNamed ? "mixed" : string.Join(" | ", _types);

    /// <summary>The server's own names of types.</summary>
    private static (string Word, ColumnKind Kind) Describe(BsonType type, BsonBinarySubType? subtype) => type switch
    {
        BsonType.Double => ("double", ColumnKind.Number),
        BsonType.String => ("string", ColumnKind.Text),
        BsonType.Document => ("object", ColumnKind.Json),
        BsonType.Array => ("array", ColumnKind.Json),
        BsonType.Binary when subtype == BsonBinarySubType.UuidStandard => ("uuid", ColumnKind.Text),
        BsonType.Binary => ("binData", ColumnKind.Binary),
        BsonType.ObjectId => ("objectId", ColumnKind.Text),
        BsonType.Boolean => ("bool", ColumnKind.Boolean),
        BsonType.DateTime => ("date", ColumnKind.Time),
        BsonType.RegularExpression => ("regex", ColumnKind.Json),
        BsonType.JavaScript or BsonType.JavaScriptWithScope => ("javascript", ColumnKind.Json),
        BsonType.Symbol => ("symbol", ColumnKind.Text),
        BsonType.Int32 => ("int", ColumnKind.Number),
        BsonType.Timestamp => ("timestamp", ColumnKind.Json),
        BsonType.Int64 => ("long", ColumnKind.Number),
        BsonType.Decimal128 => ("decimal", ColumnKind.Number),
        BsonType.MinKey => ("minKey", ColumnKind.Json),
        BsonType.MaxKey => ("maxKey", ColumnKind.Json),
        _ => ("unknown", ColumnKind.Text),
    };
}
