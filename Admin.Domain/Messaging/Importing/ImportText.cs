using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Opens the uploaded file of an import as text, and learns how it is written.</summary>
public sealed class ImportText(IImportFiles files, IPhoneNumbers phones)
{
    private const int BufferLength = 64 * 1024;

    /// <summary>The file from its beginning.</summary>
    public OpenText Open(ContactImportId import, CsvEncoding encoding, CsvSeparator separator)
    {
        var stream = files.OpenRead(import, ImportFile.Upload);
        // Without looking at the byte order mark: what was decided is what is done.
        var text = new StreamReader(stream, encoding.Decoder(), detectEncodingFromByteOrderMarks: false, BufferLength);
        return new OpenText(stream, text, new CsvRecordReader(text, separator.Character()));
    }

    /// <summary>Encoding, separator and header of the whole file; an error when it is no text, or empty.</summary>
    public async Task<Result<ImportFormat>> SniffAsync(ContactImportId import, string region, CancellationToken ct)
    {
        var encoding = await EncodingAsync(import, ct);
        if (encoding.Failed)
            return encoding.Error;
        var separator = await SeparatorAsync(import, encoding.Value.Encoding, ct);
        using var text = Open(import, encoding.Value.Encoding, separator);
        // A file without one readable row is no less a file: its rows are told to be rejected.
        var first = text.Records.Read() ? text.Records.Fields : null;
        if (first is null && text.Records.LineNumber == 0)
            return ImportErrors.Empty;
        var hasHeader = first is null || !first.Any(f => phones.Normalize(f, region) is not null);
        return new ImportFormat(encoding.Value.Encoding, separator, hasHeader, encoding.Value.IsMixed);
    }

    /// <summary>What the columns likely are, by their names, or by the values of the first rows.</summary>
    public Result<List<ImportColumn>> Propose(ContactImportId import, ImportFormat format, string region)
    {
        using var text = Open(import, format.Encoding, format.Separator);
        string[] names = [];
        List<IReadOnlyList<string>> rows = [];
        while (rows.Count < ImportRules.PreviewRows && text.Records.Read())
        {
            if (text.Records.Fault is not null)
                continue;
            if (names.Length == 0)
            {
                names = format.HasHeader ? [.. text.Records.Fields] : [.. text.Records.Fields.Select(_ => "")];
                if (format.HasHeader)
                    continue;
            }

            rows.Add([.. text.Records.Fields]);
        }

        if (names.Length > ImportColumn.MaxColumns)
            return ImportErrors.TooManyColumns;
        return names.Length == 0 ? new List<ImportColumn>() : ColumnProposal.Of(names, PhoneColumn(rows, region)).ToList();
    }

    private async Task<Result<SniffedEncoding>> EncodingAsync(ContactImportId import, CancellationToken ct)
    {
        var sniffer = new EncodingSniffer();
        await using var stream = files.OpenRead(import, ImportFile.Upload);
        var buffer = new byte[BufferLength];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
            sniffer.Take(buffer.AsSpan(0, read));
        return sniffer.End();
    }

    private async Task<CsvSeparator> SeparatorAsync(ContactImportId import, CsvEncoding encoding, CancellationToken ct)
    {
        await using var stream = files.OpenRead(import, ImportFile.Upload);
        using var text = new StreamReader(stream, encoding.Decoder(), detectEncodingFromByteOrderMarks: false, BufferLength);
        var beginning = new char[BufferLength];
        var length = await text.ReadBlockAsync(beginning, ct);
        return SeparatorSniffer.Of(new string(beginning, 0, length), isWhole: length < beginning.Length);
    }

    // The column in which most of the first rows have a phone.
    private int? PhoneColumn(List<IReadOnlyList<string>> rows, string region)
    {
        var counts = new Dictionary<int, int>();
        foreach (var row in rows)
        {
            for (var i = 0; i < Math.Min(row.Count, ImportColumn.MaxColumns); i++)
            {
                if (phones.Normalize(row[i], region) is not null)
                    counts[i] = counts.GetValueOrDefault(i) + 1;
            }
        }

        return counts.Count == 0 ? null : counts.MaxBy(c => (c.Value, -c.Key)).Key;
    }
}

/// <summary>An open file and its records.</summary>
public sealed class OpenText(Stream stream, StreamReader text, CsvRecordReader records) : IDisposable
{
    public CsvRecordReader Records => records;

    /// <summary>How many bytes of the file were taken in.</summary>
    public long ReadBytes => stream.Position;

    public void Dispose() => text.Dispose();
}
