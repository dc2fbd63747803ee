namespace Admin.Domain.Common;

/// <summary>Writes a value so that a spreadsheet shows it and does not run it.</summary>
public static class CsvField
{
    private static readonly System.Buffers.SearchValues<char> NeedsQuotes = System.Buffers.SearchValues.Create("\",;\r\n\t");

    public static string Of(string? value)
    {
        var text = Neutral(value ?? "");
        return text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>One line, with its line end.</summary>
    public static string Line(params IEnumerable<string?> values) => string.Join(',', values.Select(Of)) + "\r\n";

    // A cell that begins like this is a formula to a spreadsheet; the apostrophe makes it text.
    private static string Neutral(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
