using System.Threading.Channels;
using Admin.Domain.Campaigns;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Reads the file of an import in batches, ahead of the writer by two. First everybody with one row, in the order of the file; then
/// those with several, merged, in the order of their phones. Both orders are the same each time, so that an import goes on where it stopped.
/// </summary>
internal sealed class ImportReading(ContactImport import, ImportText text, IPhoneNumbers phones, long[] repeated, ImportSizes sizes)
{
    private readonly ImportRowRules _rules = import.Format.RulesFor(import.Columns, phones, import.Region);
    private readonly HashSet<long> _repeated = [.. repeated];
    private int _position;

    /// <summary>Reads on a thread of its own: it works rather than waits.</summary>
    public ChannelReader<ReadBatch> Start(CancellationToken ct)
    {
        var channel = Channel.CreateBounded<ReadBatch>(new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });
        _ = Task.Factory.StartNew(() => Run(channel.Writer, ct), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return channel.Reader;
    }

    private void Run(ChannelWriter<ReadBatch> batches, CancellationToken ct)
    {
        try
        {
            ReadSingle(batches, ct);
            ReadRepeated(batches, ct);
            batches.Complete();
        }
        catch (Exception e)
        {
            // Rethrown where the batches are read.
            batches.Complete(e);
        }
    }

    private void ReadSingle(ChannelWriter<ReadBatch> batches, CancellationToken ct)
    {
        using var open = text.Open(import.Id, import.Encoding, import.Separator);
        List<ImportRow> rows = new(sizes.Batch);
        var position = 0;
        var skipsHeader = import.HasHeader;
        while (open.Records.Read())
        {
            ct.ThrowIfCancellationRequested();
            var isHeader = skipsHeader && open.Records.Fault is null;
            skipsHeader &= !isHeader;
            if (++position <= import.Position || isHeader || open.Records.Fault is not null)
                continue;
            if (_rules.Read(open.Records.Fields).Row is not { } row || _repeated.Contains(row.Key))
                continue;
            row.Prepare();
            rows.Add(row);
            if (rows.Count < sizes.Batch)
                continue;
            Write(batches, new ReadBatch(rows, position, import.Groups, rows.Count), ct);
            rows = new(sizes.Batch);
        }

        if (rows.Count > 0 || position > import.Position)
            Write(batches, new ReadBatch(rows, position, import.Groups, rows.Count), ct);
        _position = position;
    }

    private void ReadRepeated(ChannelWriter<ReadBatch> batches, CancellationToken ct)
    {
        for (var group = import.Groups; group * sizes.Batch < repeated.Length;)
        {
            var window = repeated.AsSpan(group * sizes.Batch);
            var merged = Merge([.. window[..Math.Min(window.Length, sizes.Window)]], ct);
            foreach (var people in merged.Chunk(sizes.Batch))
            {
                group++;
                Write(batches, new ReadBatch([.. people.Select(p => p.Row)], _position, group, people.Sum(p => p.Count)), ct);
            }
        }
    }

    /// <summary>The people of these phones, each with all of their rows, in the order of the phones.</summary>
    private List<(ImportRow Row, int Count)> Merge(HashSet<long> wanted, CancellationToken ct)
    {
        var merged = new SortedDictionary<long, (ImportRow Row, int Count)>();
        using var open = text.Open(import.Id, import.Encoding, import.Separator);
        var skipsHeader = import.HasHeader;
        while (open.Records.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (open.Records.Fault is not null)
                continue;
            if (skipsHeader)
            {
                skipsHeader = false;
                continue;
            }

            if (_rules.Read(open.Records.Fields).Row is { } row && wanted.Contains(row.Key))
                merged[row.Key] = merged.TryGetValue(row.Key, out var before) ? (before.Row.Then(row), before.Count + 1) : (row, 1);
        }

        foreach (var (row, _) in merged.Values)
            row.Prepare();
        return [.. merged.Values];
    }

    private static void Write(ChannelWriter<ReadBatch> batches, ReadBatch batch, CancellationToken ct)
    {
        if (!batches.TryWrite(batch))
            batches.WriteAsync(batch, ct).AsTask().GetAwaiter().GetResult();
    }
}

/// <param name="Rows">Each phone once.</param>
/// <param name="Position">Records of the file that are through with this batch.</param>
/// <param name="Groups">Groups of repeated phones that are through with it.</param>
/// <param name="Done">Rows of the file that the batch stands for.</param>
internal sealed record ReadBatch(IReadOnlyList<ImportRow> Rows, int Position, int Groups, int Done);
