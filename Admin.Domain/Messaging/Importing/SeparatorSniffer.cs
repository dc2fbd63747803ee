namespace Admin.Domain.Messaging.Importing;

/// <summary>Learns from the first rows what separates the fields: what gives as many of them in each row.</summary>
public static class SeparatorSniffer
{
    private const int Rows = 30;

    // Where several fit, the first does: a semicolon is rarely anything else, a comma often separates decimals.
    private static readonly CsvSeparator[] Candidates = [CsvSeparator.Semicolon, CsvSeparator.Tab, CsvSeparator.Comma, CsvSeparator.Pipe];

    /// <param name="beginning">The first characters of the file.</param>
    /// <param name="isWhole">Whether that is all of it; otherwise its last row is likely cut off.</param>
    public static CsvSeparator Of(string beginning, bool isWhole)
    {
        if (Hint(beginning) is { } said)
            return said;
        var best = (Separator: CsvSeparator.Comma, Fit: 0d, Columns: 1);
        foreach (var candidate in Candidates)
        {
            var (fit, columns) = Try(beginning, isWhole, candidate);
            if (columns > 1 && (fit > best.Fit || (fit == best.Fit && columns > best.Columns)))
                best = (candidate, fit, columns);
        }

        return best.Separator;
    }

    private static (double Fit, int Columns) Try(string beginning, bool isWhole, CsvSeparator candidate)
    {
        List<int> counts = [];
        var reader = new CsvRecordReader(new StringReader(beginning), candidate.Character());
        while (counts.Count <= Rows && reader.Read())
            counts.Add(reader.Fields.Count);
        if (!isWhole && counts is { Count: > 1 and <= Rows })
            counts.RemoveAt(counts.Count - 1);
        return counts.Count == 0 ? (0, 0) : ((double)counts.Count(c => c == counts[0]) / counts.Count, counts[0]);
    }

    // Excel understands a first line such as sep=;
    private static CsvSeparator? Hint(string beginning)
    {
        var text = beginning.AsSpan().TrimStart('\uFEFF');
        if (text.Length < 5 || !text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return null;
        foreach (var candidate in Candidates)
        {
            if (text[4] == candidate.Character())
                return candidate;
        }

        return null;
    }
}
