using System.Buffers.Binary;
using System.Text;

namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>
/// Packs values into bytes and back. Boxed values would take three to four times their content; packed they take little
/// more than it, and the same bytes go into the store of results.
/// </summary>
internal static class CellCodec
{
    private enum Tag : byte
    {
        Null,
        False,
        True,
        Integer,
        Number,
        Decimal,
        Text,
        Binary,
        Masked,
        CutText,
        CutBinary,
    }

    /// <summary>How many bytes a value takes at most.</summary>
    /// <exception cref="ArgumentException">An engine gave a value of a type that results do not hold.</exception>
    public static int Size(object? value) => value switch
    {
        null or bool or MaskedValue => 1,
        long or double => 9,
        decimal => 17,
        string text => 5 + Encoding.UTF8.GetByteCount(text),
        byte[] bytes => 5 + bytes.Length,
        CutValue cut => 8 + Size(cut.Head),
        _ => throw new ArgumentException($"A result cannot hold a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>Writes a value; gives the bytes taken.</summary>
    public static int Write(object? value, Span<byte> to)
    {
        switch (value)
        {
            case null:
                to[0] = (byte)Tag.Null;
                return 1;
            case bool flag:
                to[0] = (byte)(flag ? Tag.True : Tag.False);
                return 1;
            case MaskedValue:
                to[0] = (byte)Tag.Masked;
                return 1;
            case long number:
                to[0] = (byte)Tag.Integer;
                BinaryPrimitives.WriteInt64LittleEndian(to[1..], number);
                return 9;
            case double number:
                to[0] = (byte)Tag.Number;
                BinaryPrimitives.WriteDoubleLittleEndian(to[1..], number);
                return 9;
            case decimal number:
                to[0] = (byte)Tag.Decimal;
                WriteDecimal(number, to[1..]);
                return 17;
            case CutValue cut:
                return WriteCut(cut, to);
            case byte[] bytes:
                to[0] = (byte)Tag.Binary;
                return 1 + WriteBytes(bytes, to[1..]);
            default:
                to[0] = (byte)Tag.Text;
                return 1 + WriteText((string)value, to[1..]);
        }
    }

    /// <summary>Reads the value at the start of <paramref name="from"/>; gives the bytes taken.</summary>
    public static object? Read(ReadOnlySpan<byte> from, out int taken)
    {
        var (value, length) = (Tag)from[0] switch
        {
            Tag.Null => ((object?)null, 0),
            Tag.False => (false, 0),
            Tag.True => (true, 0),
            Tag.Masked => (MaskedValue.Instance, 0),
            Tag.Integer => (BinaryPrimitives.ReadInt64LittleEndian(from[1..]), 8),
            Tag.Number => (BinaryPrimitives.ReadDoubleLittleEndian(from[1..]), 8),
            Tag.Decimal => (ReadDecimal(from[1..]), 16),
            Tag.Text => (Encoding.UTF8.GetString(Content(from[1..])), 4 + Length(from[1..])),
            Tag.Binary => (Content(from[1..]).ToArray(), 4 + Length(from[1..])),
            Tag.CutText => (new CutValue(Encoding.UTF8.GetString(Content(from[9..])), BinaryPrimitives.ReadInt64LittleEndian(from[1..])), 12 + Length(from[9..])),
            Tag.CutBinary => (new CutValue(Content(from[9..]).ToArray(), BinaryPrimitives.ReadInt64LittleEndian(from[1..])), 12 + Length(from[9..])),
            _ => throw new InvalidDataException("These are not the bytes of a result."),
        };
        taken = 1 + length;
        return value;
    }

    /// <summary>How many bytes the value at the start of <paramref name="from"/> takes.</summary>
    public static int Skip(ReadOnlySpan<byte> from) => (Tag)from[0] switch
    {
        Tag.Integer or Tag.Number => 9,
        Tag.Decimal => 17,
        Tag.Text or Tag.Binary => 5 + Length(from[1..]),
        Tag.CutText or Tag.CutBinary => 13 + Length(from[9..]),
        _ => 1,
    };

    private static int WriteCut(CutValue cut, Span<byte> to)
    {
        to[0] = (byte)(cut.Head is string ? Tag.CutText : Tag.CutBinary);
        BinaryPrimitives.WriteInt64LittleEndian(to[1..], cut.Length);
        return 9 + (cut.Head is string text ? WriteText(text, to[9..]) : WriteBytes((byte[])cut.Head, to[9..]));
    }

    private static int WriteText(string text, Span<byte> to)
    {
        var length = Encoding.UTF8.GetBytes(text, to[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(to, length);
        return 4 + length;
    }

    private static int WriteBytes(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        bytes.CopyTo(to[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(to, bytes.Length);
        return 4 + bytes.Length;
    }

    private static void WriteDecimal(decimal number, Span<byte> to)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        for (var i = 0; i < bits.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(to[(i * 4)..], bits[i]);
    }

    private static decimal ReadDecimal(ReadOnlySpan<byte> from)
    {
        Span<int> bits = stackalloc int[4];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(from[(i * 4)..]);
        return new decimal(bits);
    }

    private static int Length(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadInt32LittleEndian(from);

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> from) => from.Slice(4, Length(from));
}
