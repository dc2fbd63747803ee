using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Secrets.Fernet;

/// <summary>Base64url with padding, exactly one text per content: a token with a changed character is never the same token.</summary>
internal static class UrlBase64
{
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = Base64Url.EncodeToString(bytes);
        return text.PadRight((text.Length + 3) / 4 * 4, '=');
    }

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 != 0)
            return false;
        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, decoded, out _, out var written) != System.Buffers.OperationStatus.Done)
            return false;
        // The decoder overlooks white space and may overlook spare bits; what does not encode back is not ours.
        if (!string.Equals(Encode(decoded.AsSpan(0, written)), text, StringComparison.Ordinal))
            return false;
        bytes = decoded[..written];
        return true;
    }
}
