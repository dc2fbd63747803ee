using System.Text;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using CsvHelper;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Campaigns;

/// <summary>CsvHelper behind the port: strict about UTF-8 and quotes, separator comma or semicolon as the first line shows.</summary>
internal sealed class CsvAudienceReader(IPhoneNumbers phones, IOptions<CampaignOptions> options) : IAudienceReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<Result<AudienceFile>> ReadAsync(Stream csv, string region, CancellationToken ct)
    {
        var limits = options.Value;
        using var reader = new LineCappedReader(
            new StreamReader(new BoundedStream(csv, limits.MaxAudienceBytes), Strict, detectEncodingFromByteOrderMarks: false, bufferSize: 16 * 1024, leaveOpen: true),
            limits.MaxLineLength);
        try
        {
            using var records = CsvReader.Create(reader, Format(limits), leaveOpen: true);
            if (!await records.ReadAsync(ct))
                return AudienceErrors.Empty;
            var header = CsvHeader.Of(records.Current.ToArray());
            return header.Failed ? header.Error : await LinesAsync(records, new Lines(header.Value, phones, region), limits, ct);
        }
        catch (DecoderFallbackException)
        {
            return AudienceErrors.Encoding;
        }
        catch (LineTooLongException e)
        {
            return AudienceErrors.LineTooLong(e.Line, limits.MaxLineLength);
        }
        catch (CsvFormatException e)
        {
            return AudienceErrors.BrokenQuotes((int)e.LineNumber);
        }
        catch (StreamTooLongException)
        {
            return AudienceErrors.TooLarge(limits.MaxAudienceBytes);
        }
    }

    private static async Task<Result<AudienceFile>> LinesAsync(CsvReader records, Lines lines, CampaignOptions limits, CancellationToken ct)
    {
        while (await records.ReadAsync(ct))
        {
            if (lines.Count >= limits.MaxAudienceRows)
                return AudienceErrors.TooManyRows(limits.MaxAudienceRows);
            lines.Add((int)records.LineNumber, records.Current.ToArray());
        }

        return lines.ToAudience();
    }

    // A quote that is never closed would swallow the rest of the file: a record ends at four full lines.
    private static CsvReaderOptions Format(CampaignOptions limits) => new()
    {
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        SkipEmptyLines = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        IncludeValuesInExceptions = false,
        MaxRecordSize = limits.MaxLineLength * 4,
    };

    /// <summary>Collects the lines of one file.</summary>
    private sealed class Lines(CsvHeader header, IPhoneNumbers phones, string region)
    {
        private readonly List<AudienceRow> _rows = [];
        private readonly List<RejectedRow> _rejected = [];
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private int _duplicates;

        public int Count => _rows.Count + _rejected.Count + _duplicates;

        public void Add(int line, string[] record)
        {
            var fields = record.Length == header.Names.Count ? header.Fields(record) : null;
            if (fields is null)
                _rejected.Add(new RejectedRow(line, "wrong_number_of_columns"));
            else if (string.IsNullOrWhiteSpace(record[header.Phone]))
                _rejected.Add(new RejectedRow(line, "phone_missing"));
            else if (phones.Normalize(record[header.Phone], region) is not { } phone)
                _rejected.Add(new RejectedRow(line, "phone_invalid"));
            else if (JsonSerializer.Serialize(fields) is { Length: > Contact.FieldsMaxLength })
                _rejected.Add(new RejectedRow(line, "fields_too_long"));
            else if (!_seen.Add(phone))
                _duplicates++;
            else
                _rows.Add(new AudienceRow(phone, JsonSerializer.Serialize(fields)));
        }

        public AudienceFile ToAudience() => new([.. header.Names.Where((_, i) => i != header.Phone)], _rows, _duplicates, _rejected);
    }
}
