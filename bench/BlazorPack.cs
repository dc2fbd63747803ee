using System.Buffers.Binary;
using System.Text;

namespace Admin.Bench;

/// <summary>As much of MessagePack as the hub of Blazor's circuits uses: arrays, maps, texts, bytes, whole numbers, true, false and nothing.</summary>
internal static class BlazorPack
{
    /// <summary>An invocation, with its length before it.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments)
    {
        using var body = new MemoryStream();
        body.Write([0x96, 0x01, 0x80]);
        Write(body, id);
        Write(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Write(body, argument);
        body.WriteByte(0x90);
        return Framed(body.ToArray());
    }

    public static byte[] Ping { get; } = Framed([0x91, 0x06]);

    /// <summary>The messages of one frame, each as the list that it is.</summary>
    public static IEnumerable<List<object?>> Messages(ReadOnlyMemory<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            var (length, shift, at) = (0, 0, 0);
            byte part;
            do
            {
                part = frame.Span[at++];
                length |= (part & 0x7f) << shift;
                shift += 7;
            }
            while ((part & 0x80) != 0);

            var position = 0;
            var message = frame.Slice(at, length);
            frame = frame[(at + length)..];
            if (Read(message.Span, ref position) is List<object?> list)
                yield return list;
        }
    }

    private static byte[] Framed(byte[] body)
    {
        using var framed = new MemoryStream();
        var length = body.Length;
        while (length >= 0x80)
        {
            framed.WriteByte((byte)(length | 0x80));
            length >>= 7;
        }

        framed.WriteByte((byte)length);
        framed.Write(body);
        return framed.ToArray();
    }

    private static void Write(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte(0xc0);
                break;
            case bool yes:
                to.WriteByte(yes ? (byte)0xc3 : (byte)0xc2);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Span<byte> size = stackalloc byte[5];
                size[0] = 0xdb;
                BinaryPrimitives.WriteInt32BigEndian(size[1..], bytes.Length);
                to.Write(size);
                to.Write(bytes);
                break;
            case long number:
                Span<byte> whole = stackalloc byte[9];
                whole[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(whole[1..], number);
                to.Write(whole);
                break;
            default:
                throw new NotSupportedException($"{value.GetType().Name} is not sent to circuits here.");
        }
    }

    private static object? Read(ReadOnlySpan<byte> from, ref int at)
    {
        var kind = from[at++];
        switch (kind)
        {
            case < 0x80:
                return (long)kind;
            case >= 0xe0:
                return (long)(sbyte)kind;
            case < 0x90:
                return Map(from, ref at, kind & 0x0f);
            case < 0xa0:
                return List(from, ref at, kind & 0x0f);
            case < 0xc0:
                return Text(from, ref at, kind & 0x1f);
            case 0xc0:
                return null;
            case 0xc2:
                return false;
            case 0xc3:
                return true;
            case 0xc4 or 0xd9:
                return Sized(from, ref at, kind, (int)Whole(from, ref at, 1));
            case 0xc5 or 0xda:
                return Sized(from, ref at, kind, (int)Whole(from, ref at, 2));
            case 0xc6 or 0xdb:
                return Sized(from, ref at, kind, (int)Whole(from, ref at, 4));
            case 0xcc:
                return Whole(from, ref at, 1);
            case 0xcd:
                return Whole(from, ref at, 2);
            case 0xce:
                return Whole(from, ref at, 4);
            case 0xcf or 0xd3:
                return Whole(from, ref at, 8);
            case 0xd0:
                return (long)(sbyte)Whole(from, ref at, 1);
            case 0xd1:
                return (long)(short)Whole(from, ref at, 2);
            case 0xd2:
                return (long)(int)Whole(from, ref at, 4);
            case 0xdc:
                return List(from, ref at, (int)Whole(from, ref at, 2));
            default:
                throw new NotSupportedException($"A circuit sent 0x{kind:x2}.");
        }
    }

    private static object Sized(ReadOnlySpan<byte> from, ref int at, byte kind, int length)
    {
        if (kind >= 0xd9)
            return Text(from, ref at, length);
        at += length;
        return from.Slice(at - length, length).ToArray();
    }

    private static long Whole(ReadOnlySpan<byte> from, ref int at, int size)
    {
        long value = 0;
        for (var i = 0; i < size; i++)
            value = (value << 8) | from[at++];
        return value;
    }

    private static string Text(ReadOnlySpan<byte> from, ref int at, int length)
    {
        at += length;
        return Encoding.UTF8.GetString(from.Slice(at - length, length));
    }

    private static List<object?> List(ReadOnlySpan<byte> from, ref int at, int count)
    {
        var list = new List<object?>(count);
        for (var i = 0; i < count; i++)
            list.Add(Read(from, ref at));
        return list;
    }

    private static object? Map(ReadOnlySpan<byte> from, ref int at, int count)
    {
        for (var i = 0; i < 2 * count; i++)
            _ = Read(from, ref at);
        return null;
    }
}
