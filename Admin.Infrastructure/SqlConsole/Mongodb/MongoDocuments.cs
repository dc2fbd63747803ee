using System.Text;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// Reads documents out of an answer's bytes one by one. Text that is not UTF-8 is replaced, a field that stands twice is kept
/// twice, and what is nested deeper than a server would store is not read at all: the reader recurses.
/// </summary>
internal static class MongoDocuments
{
    /// <summary>The server's own bound is 100 for what it stores; an aggregation may wrap that a little.</summary>
    private const int MaxDepth = 250;

    private static readonly BsonBinaryReaderSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false) };

    /// <exception cref="FormatException">These are not the bytes of a document.</exception>
    public static BsonDocument Read(RawBsonDocument raw)
    {
        using var reader = Open(raw);
        CheckDepth(reader);
        using var again = Open(raw);
        var context = BsonDeserializationContext.CreateRoot(again, c => c.AllowDuplicateElementNames = true);
        return BsonDocumentSerializer.Instance.Deserialize(context, new BsonDeserializationArgs { NominalType = typeof(BsonDocument) });
    }

    /// <summary>Tells each field's name and type without reading its value; of binary data also the subtype.</summary>
    public static void Scan(RawBsonDocument raw, Action<string, BsonType, BsonBinarySubType?> field)
    {
        using var reader = Open(raw);
        reader.ReadStartDocument();
        while (reader.ReadBsonType() != BsonType.EndOfDocument)
        {
            var (name, type) = (reader.ReadName(), reader.CurrentBsonType);
            if (type == BsonType.Binary)
            {
                field(name, type, reader.ReadBinaryData().SubType);
                continue;
            }
            field(name, type, null);
            reader.SkipValue();
        }
        reader.ReadEndDocument();
    }

    private static BsonBinaryReader Open(RawBsonDocument raw) => new(new ByteBufferStream(raw.Slice, ownsBuffer: false), Settings);

    private static void CheckDepth(BsonBinaryReader reader)
    {
        var containers = new Stack<BsonType>();
        reader.ReadStartDocument();
        containers.Push(BsonType.Document);
        while (containers.Count > 0)
        {
            var type = reader.ReadBsonType();
            // The reader passes over the numbers that stand as names in an array by itself.
            if (type != BsonType.EndOfDocument && containers.Peek() == BsonType.Document)
                reader.SkipName();
            switch (type)
            {
                case BsonType.EndOfDocument when containers.Pop() == BsonType.Array:
                    reader.ReadEndArray();
                    break;
                case BsonType.EndOfDocument:
                    reader.ReadEndDocument();
                    break;
                case BsonType.Document:
                    reader.ReadStartDocument();
                    Enter(containers, BsonType.Document);
                    break;
                case BsonType.Array:
                    reader.ReadStartArray();
                    Enter(containers, BsonType.Array);
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }
    }

    private static void Enter(Stack<BsonType> containers, BsonType type)
    {
        if (containers.Count >= MaxDepth)
            throw new FormatException("The document is nested too deeply.");
        containers.Push(type);
    }
}
