using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Secrets.AesGcm;

/// <summary>
/// The envelope where somebody else makes and wraps the data key.
/// Layout: <c>format (1) ‖ length of the wrapped key (2, big-endian) ‖ wrapped key ‖ box of the content</c>.
/// </summary>
public static class DataKeyEnvelope
{
    private const byte Format = 2;
    private const int HeadLength = 3;

    public static byte[] Seal(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> wrappedKey, ReadOnlySpan<byte> content, SecretContext context)
    {
        Span<byte> head = [Format, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[1..], checked((ushort)wrappedKey.Length));
        return [.. head, .. wrappedKey, .. AesGcmEnvelope.SealContent(dataKey, content, context)];
    }

    /// <summary>What must be unwrapped before the envelope can be opened.</summary>
    public static bool TryReadWrappedKey(ReadOnlySpan<byte> envelope, [NotNullWhen(true)] out byte[]? wrappedKey)
    {
        wrappedKey = TryFindBox(envelope, out var box) ? envelope[HeadLength..box].ToArray() : null;
        return wrappedKey is not null;
    }

    /// <summary>The content, if this data key sealed it for this very context and nobody changed it.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> envelope, SecretContext context, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        return TryFindBox(envelope, out var box) && AesGcmEnvelope.TryOpenContent(dataKey, envelope[box..], context, out content);
    }

    private static bool TryFindBox(ReadOnlySpan<byte> envelope, out int start)
    {
        start = 0;
        if (envelope.Length < HeadLength || envelope[0] != Format)
            return false;
        start = HeadLength + BinaryPrimitives.ReadUInt16BigEndian(envelope[1..]);
        return start > HeadLength && start <= envelope.Length;
    }
}
