using System.Buffers.Binary;
using System.Text;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>Builds what a SQL Server answers, token by token.</summary>
internal sealed class TdsTokens
{
    /// <summary>What a statement was, where its end is told: a DELETE.</summary>
    public const int Delete = 0xC4;

    private const byte DoneToken = 0xFD;
    private const int Select = 0xC1;
    private static readonly byte[] Collation = [9, 4, 0xD0, 0, 52];
    private readonly MemoryStream _bytes = new();

    public byte[] Bytes => _bytes.ToArray();

    /// <summary>With the server's collation, which the client gives to texts that it sends.</summary>
    public TdsTokens LoginAck() => Sized(0xE3, b => b.Byte(7).Byte(5).Raw(Collation).Byte(0))
        .Sized(0xAD, b => b.Byte(1).Raw([0x74, 0, 0, 4]).Short("double").Raw([16, 0, 0x0F, 0xA0]));

    /// <summary>Tells the client to go elsewhere.</summary>
    public TdsTokens Route(string host, int port) => Sized(0xE3, b =>
    {
        var server = Encoding.Unicode.GetBytes(host);
        b.Byte(20).Number16(5 + server.Length).Byte(0).Number16(port).Number16(host.Length).Raw(server).Number16(0);
    });

    /// <summary>Names a server to turn to when this one fails.</summary>
    public TdsTokens Partner(string host) => Sized(0xE3, b => b.Byte(13).Short(host).Byte(0));

    /// <summary>8 begins a transaction, 9 commits it, 10 rolls it back.</summary>
    public TdsTokens Transaction(byte kind) => Sized(0xE3, b =>
    {
        byte[] id = [1, 0, 0, 0, 0, 0, 0, 0];
        _ = kind == 8 ? b.Byte(kind).Byte(8).Raw(id).Byte(0) : b.Byte(kind).Byte(0).Byte(8).Raw(id);
    });

    public TdsTokens Error(int number, string message, byte severity = 16, int line = 1) =>
        Sized(0xAA, b => b.Number32(number).Byte(1).Byte(severity).Number16(message.Length).Raw(Encoding.Unicode.GetBytes(message)).Short("double").Short("").Number32(line));

    /// <summary>A result set of texts and whole numbers; a column is named after its place.</summary>
    public TdsTokens Rows(params object?[][] rows)
    {
        Byte(0x81).Number16(rows[0].Length);
        for (var i = 0; i < rows[0].Length; i++)
        {
            Raw([0, 0, 0, 0, 9, 0]);
            _ = rows[0][i] is long ? Byte(0x26).Byte(8) : Byte(0xE7).Number16(8_000).Raw(Collation);
            Short($"c{i}");
        }
        foreach (var row in rows)
        {
            Byte(0xD1);
            foreach (var value in row)
                Value(value);
        }
        return Done(0x10, rows.Length);
    }

    /// <summary>0x10: the count is meant; 0x02: an error; 0x20: the client's attention has been seen.</summary>
    public TdsTokens Done(int status = 0, long rows = 0, int statement = Select)
    {
        Byte(DoneToken).Number16(status).Number16(statement);
        var count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, rows);
        return Raw(count);
    }

    private void Value(object? value)
    {
        if (value is long number)
        {
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            Byte(8).Raw(bytes);
        }
        else if (value is string text)
            Number16(text.Length * 2).Raw(Encoding.Unicode.GetBytes(text));
        else
            Number16(0xFFFF);
    }

    private TdsTokens Sized(byte token, Action<TdsTokens> content)
    {
        var inner = new TdsTokens();
        content(inner);
        return Byte(token).Number16((int)inner._bytes.Length).Raw(inner.Bytes);
    }

    private TdsTokens Short(string text) => Byte((byte)text.Length).Raw(Encoding.Unicode.GetBytes(text));

    private TdsTokens Byte(byte value) => Raw([value]);

    private TdsTokens Number16(int value) => Raw([(byte)value, (byte)(value >> 8)]);

    private TdsTokens Number32(int value) => Raw([(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)]);

    private TdsTokens Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}
