using System.Text;

namespace Admin.Domain.Messaging.Importing;

/// <summary>How the text of a file is written down.</summary>
public enum CsvEncoding
{
    /// <summary>With or without a byte order mark.</summary>
    Utf8,

    /// <summary>What Excel calls Unicode text.</summary>
    Utf16Le,

    Utf16Be,

    /// <summary>What a Brazilian Excel calls CSV.</summary>
    Windows1252,
}

/// <summary>The decoder of each <see cref="CsvEncoding"/>: what is no text in it becomes U+FFFD, which rejects its row and no other.</summary>
public static class CsvEncodings
{
    /// <summary>What a decoder writes for bytes that it cannot read.</summary>
    public const char Unreadable = '\uFFFD';

    private static readonly Encoding Latin = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("The runtime has no code page 1252.");

    public static Encoding Decoder(this CsvEncoding encoding) => encoding switch
    {
        CsvEncoding.Utf8 => Encoding.UTF8,
        CsvEncoding.Utf16Le => Encoding.Unicode,
        CsvEncoding.Utf16Be => Encoding.BigEndianUnicode,
        CsvEncoding.Windows1252 => Latin,
    };

    /// <summary>
    /// Whether a text that was read as Windows-1252 was UTF-8: in it, a letter such as Ã is followed by a byte that only continues one.
    /// Asked only of files that mix both, where it is the likelier reading by far.
    /// </summary>
    public static bool LooksLikeUtf8(ReadOnlySpan<char> text)
    {
        Span<byte> next = stackalloc byte[4];
        for (var i = text.IndexOfAnyInRange('\u00C2', '\u00F4'); i >= 0 && i + 1 < text.Length; i++)
        {
            if (text[i] is >= '\u00C2' and <= '\u00F4' && text[i + 1] > '\u007F' && Latin.TryGetBytes(text.Slice(i + 1, 1), next, out var written) && written == 1 && next[0] is >= 0x80 and <= 0xBF)
                return true;
        }

        return false;
    }
}
