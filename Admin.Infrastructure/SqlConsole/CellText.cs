using System.Text;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>Texts and binaries cut to what a cell holds.</summary>
internal static class CellText
{
    /// <summary>The text, or its beginning; a character is never cut in two.</summary>
    /// <param name="length">Of the whole text, where <paramref name="text"/> is only its beginning.</param>
    public static object Cut(string text, long? length = null)
    {
        var whole = length ?? text.Length;
        if (whole <= ResultBuffer.MaxCell && text.Length <= ResultBuffer.MaxCell)
            return text;
        var keep = Math.Min(text.Length, ResultBuffer.MaxCell);
        if (char.IsHighSurrogate(text[keep - 1]))
            keep--;
        return new CutValue(text[..keep], whole);
    }

    public static object Cut(byte[] bytes, long? length = null)
    {
        var whole = length ?? bytes.Length;
        return whole <= ResultBuffer.MaxCell && bytes.Length <= ResultBuffer.MaxCell
            ? bytes
            : new CutValue(bytes[..Math.Min(bytes.Length, ResultBuffer.MaxCell)], whole);
    }

    /// <summary>What a value takes of a buffer's bytes.</summary>
    public static long Size(object? value) => ResultBuffer.ValueOverhead + value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        byte[] bytes => bytes.Length,
        CutValue cut => Size(cut.Head) - ResultBuffer.ValueOverhead,
        _ => 0,
    };
}
