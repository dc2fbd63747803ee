using System.Buffers.Binary;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>The packets of TDS: eight bytes of header, of which the type, the end of the message and the length matter here.</summary>
internal static class TdsWire
{
    public const byte Batch = 1;
    public const byte Call = 3;
    public const byte Answer = 4;
    public const byte Attention = 6;
    public const byte TransactionManager = 14;
    public const byte Login = 16;
    public const byte Prelogin = 18;
    private const int HeaderLength = 8;
    private const int MaxContent = 4_000;

    /// <summary>A whole message; null when the client has hung up.</summary>
    public static async Task<(byte Type, byte[] Content)?> ReadAsync(Stream stream, CancellationToken ct)
    {
        var content = new MemoryStream();
        while (true)
        {
            var header = new byte[HeaderLength];
            if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, ct) < HeaderLength)
                return null;
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            await stream.ReadExactlyAsync(part, ct);
            content.Write(part);
            if ((header[1] & 1) == 1)
                return (header[0], content.ToArray());
        }
    }

    public static async Task WriteAsync(Stream stream, byte type, byte[] content, CancellationToken ct)
    {
        for (var at = 0; at == 0 || at < content.Length; at += MaxContent)
        {
            var part = content.AsMemory(at, Math.Min(MaxContent, content.Length - at));
            var packet = new byte[HeaderLength + part.Length];
            (packet[0], packet[1]) = (type, (byte)(at + part.Length == content.Length ? 1 : 0));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            part.CopyTo(packet.AsMemory(HeaderLength));
            await stream.WriteAsync(packet, ct);
        }
        await stream.FlushAsync(ct);
    }
}
