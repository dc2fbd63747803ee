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

    /// <summary>Whether a spreadsheet would take a text that begins like this one for a formula.</summary>
    public static bool LooksLikeFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    // The apostrophe makes it text.
    private static string Neutral(string text) => LooksLikeFormula(text) ? "'" + text : text;
}
