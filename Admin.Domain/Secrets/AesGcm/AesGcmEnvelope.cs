using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Admin.Domain.Secrets.AesGcm;

/// <summary>
/// Envelope encryption: each value has a data key of its own, which the master key wraps. Both boxes are bound to the context.
/// Layout: <c>format (1) ‖ wrapped data key (60) ‖ box of the content</c>. Destroying an envelope destroys its data key.
/// </summary>
public static class AesGcmEnvelope
{
    private const byte Format = 1;
    private const int WrappedLength = AesGcmBox.KeyLength + AesGcmBox.Overhead;
    private const int HeadLength = 1 + WrappedLength;

    // In front of the context, so that a wrapped key can never be taken for a content, nor the other way round.
    private const byte ForKey = 1;
    private const byte ForContent = 2;

    public static byte[] Seal(AesGcmKey master, ReadOnlySpan<byte> content, SecretContext context)
    {
        var dataKey = RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength);
        try
        {
            return [Format, .. AesGcmBox.Seal(master.Wrapping, dataKey, Bound(ForKey, context)), .. SealContent(dataKey, content, context)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The content, if this key made the envelope for this very context and nobody changed it.</summary>
    public static bool TryOpen(AesGcmKey master, ReadOnlySpan<byte> envelope, SecretContext context, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        if (envelope.Length < HeadLength || envelope[0] != Format || !AesGcmBox.TryOpen(master.Wrapping, envelope[1..HeadLength], Bound(ForKey, context), out var dataKey))
            return false;
        try
        {
            return TryOpenContent(dataKey, envelope[HeadLength..], context, out content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    internal static byte[] SealContent(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> content, SecretContext context) =>
        AesGcmBox.Seal(dataKey, content, Bound(ForContent, context));

    internal static bool TryOpenContent(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> box, SecretContext context, [NotNullWhen(true)] out byte[]? content) =>
        AesGcmBox.TryOpen(dataKey, box, Bound(ForContent, context), out content);

    private static byte[] Bound(byte use, SecretContext context) => [use, .. context.ToBytes()];
}
