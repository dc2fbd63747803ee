using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Reads a whole file and counts what an import would do. Memory holds a number for each phone, whatever the file is. On the way it
/// writes the rejected rows, and the phones that come more than once, for the import to know.
/// </summary>
internal sealed class ImportCheck(ContactImport import, ImportText text, IImportFiles files, IPhoneNumbers phones)
{
    private readonly HashSet<long> _seen = [];
    private readonly HashSet<long> _repeated = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly List<RejectedLine> _first = [];
    private readonly HashSet<string> _tags = new(StringComparer.OrdinalIgnoreCase);
    private int _done;
    private long _bytes;
    private int _rejected;

    /// <summary>How far it is; may be read from another thread.</summary>
    public (int Done, long Bytes) Progress => (Volatile.Read(ref _done), Volatile.Read(ref _bytes));

    /// <summary>Reads to the end. An error when the file as a whole cannot be imported.</summary>
    public Result<ImportCheckResult> Run(CancellationToken ct)
    {
        var columns = import.Columns;
        var rules = import.Format.RulesFor(columns, phones, import.Region);
        using (var open = text.Open(import.Id, import.Encoding, import.Separator))
        using (var rejected = new RejectedFile(files.Create(import.Id, ImportFile.Rejected), columns))
        {
            var skipsHeader = import.HasHeader;
            while (open.Records.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (skipsHeader && open.Records.Fault is null)
                {
                    skipsHeader = false;
                    continue;
                }

                if (_done == ImportRules.MaxRows)
                    return ImportErrors.TooManyRows;
                Take(open.Records, rules, rejected);
                if (_tags.Count > ImportRules.MaxTags)
                    return ImportErrors.TooManyTags;
                Volatile.Write(ref _done, _done + 1);
                Volatile.Write(ref _bytes, open.ReadBytes);
            }
        }

        KeepRepeated();
        return new ImportCheckResult(_done, _done - _rejected - _seen.Count, _rejected, _reasons, _first);
    }

    private void Take(CsvRecordReader records, ImportRowRules rules, RejectedFile rejected)
    {
        var (row, reason) = records.Fault is { } fault ? (null, fault) : rules.Read(records.Fields);
        if (row is not null)
        {
            if (!_seen.Add(row.Key))
                _repeated.Add(row.Key);
            foreach (var tag in row.Tags)
                _tags.Add(tag);
            return;
        }

        _rejected++;
        _reasons[reason!] = _reasons.GetValueOrDefault(reason!) + 1;
        if (_first.Count < ImportRules.FirstRejected)
            _first.Add(new RejectedLine(records.LineNumber, reason!));
        rejected.Add(records.LineNumber, reason!, records.Fault is null ? records.Fields : [records.FaultyText]);
    }

    private void KeepRepeated()
    {
        using var file = files.Create(import.Id, ImportFile.Repeated);
        file.Write(RepeatedPhones.Write(_repeated));
    }
}

/// <summary>Phones that come more than once in a file, in order: eight bytes each.</summary>
internal static class RepeatedPhones
{
    public static byte[] Write(IEnumerable<long> phones)
    {
        var sorted = phones.Order().ToArray();
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(sorted, sorted);
        return MemoryMarshal.AsBytes<long>(sorted).ToArray();
    }

    public static long[] Read(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var phones = MemoryMarshal.Cast<byte, long>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(phones, phones);
        return phones;
    }
}
