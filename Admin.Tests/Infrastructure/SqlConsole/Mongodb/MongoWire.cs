using System.Buffers.Binary;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>MongoDB's messages, as far as the double speaks them: OP_MSG, and OP_QUERY for the first greeting.</summary>
internal static class MongoWire
{
    private const int Reply = 1;
    private const int Query = 2004;
    private const int Message = 2013;
    private const int HeaderLength = 16;
    private const int MaxLength = 48_000_000;

    /// <summary>The next command; null when the client has hung up or does not speak this.</summary>
    public static async Task<Request?> ReadAsync(Stream stream, CancellationToken ct)
    {
        var header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, ct) < header.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        // A real server knows the greeting of TLS when it sees one.
        if (length is < HeaderLength or > MaxLength || header is [0x16, 3, ..])
            return null;
        var body = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(body, ct);
        var (id, code) = (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4)), BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)));
        return new Request(id, code, code == Query ? OfQuery(body) : OfMessage(body));
    }

    public static Task WriteAsync(Stream stream, Request to, byte[] answer, CancellationToken ct)
    {
        // flags, cursor, start, count; or flags and the kind of the one section.
        byte[] head = to.Code == Query ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0] : [0, 0, 0, 0, 0];
        var message = new byte[HeaderLength + head.Length + answer.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), to.Id);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), to.Code == Query ? Reply : Message);
        head.CopyTo(message, HeaderLength);
        answer.CopyTo(message, HeaderLength + head.Length);
        return stream.WriteAsync(message, ct).AsTask();
    }

    private static BsonDocument OfQuery(byte[] body)
    {
        var end = Array.IndexOf(body, (byte)0, 4);
        var database = System.Text.Encoding.UTF8.GetString(body, 4, end - 4).Split('.')[0];
        return new RawBsonDocument(body[(end + 9)..]).Materialize(new()).Set("$db", database);
    }

    private static BsonDocument OfMessage(byte[] body)
    {
        BsonDocument? command = null;
        for (var at = 4; at < body.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at + 1));
            if (body[at] == 0)
                command = new RawBsonDocument(body[(at + 1)..(at + 1 + length)]).Materialize(new());
            else
                AddSequence(command!, body.AsSpan(at + 5, length - 4));
            at += 1 + length;
        }
        return command!;
    }

    private static void AddSequence(BsonDocument command, ReadOnlySpan<byte> section)
    {
        var name = section.IndexOf((byte)0);
        var documents = new BsonArray();
        for (var at = name + 1; at < section.Length; at += BinaryPrimitives.ReadInt32LittleEndian(section[at..]))
            documents.Add(new RawBsonDocument(section.Slice(at, BinaryPrimitives.ReadInt32LittleEndian(section[at..])).ToArray()).Materialize(new()));
        command[System.Text.Encoding.UTF8.GetString(section[..name])] = documents;
    }

    internal sealed record Request(int Id, int Code, BsonDocument Command)
    {
        public string Name => Command.GetElement(0).Name;
    }
}
