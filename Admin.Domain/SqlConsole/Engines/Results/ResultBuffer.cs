namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>
/// The rows of one run, bounded in count and bytes, so that a careless SELECT cannot fill the memory. One engine fills it;
/// others may look meanwhile.
/// </summary>
/// <param name="mask">What the reader must not see; it acts before a value is kept. Null hides nothing.</param>
public sealed class ResultBuffer(int maxRows, long maxBytes, IResultMask? mask = null)
{
    /// <summary>What a value costs besides its content.</summary>
    public const int ValueOverhead = 8;

    /// <summary>How many characters of a text, or bytes of a binary, a cell holds; the rest is cut off (<see cref="CutValue"/>).</summary>
    public const int MaxCell = 1024 * 1024;

    /// <summary>How many columns a result may have.</summary>
    public const int MaxColumns = 5_000;

    private volatile PackedRows _rows = new();
    private IReadOnlyList<string?> _reasons = [];
    private long _bytes;

    /// <summary>How many rows it holds at most; an engine need not ask a server for more than one beyond.</summary>
    public int MaxRows { get; } = maxRows;

    /// <summary>Empty until the server has named them.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    /// <summary>What has arrived so far. A value is null, bool, long, double, decimal, string, byte[], <see cref="CutValue"/> or <see cref="MaskedValue"/>.</summary>
    public IReadOnlyList<object?[]> Rows => _rows;

    /// <summary>Whether rows were left out, by count or by bytes.</summary>
    public bool Truncated => TruncatedByRows || TruncatedByBytes;

    public bool TruncatedByRows { get; private set; }

    public bool TruncatedByBytes { get; private set; }

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>One value, without unpacking its row.</summary>
    public object? Value(int row, int column) => _rows.Value(row, column);

    /// <summary>Called once, before the first row.</summary>
    public void Describe(IReadOnlyList<ResultColumn> columns)
    {
        _reasons = mask?.Reasons(columns) ?? [];
        _rows = new PackedRows { Columns = columns.Count };
        Columns = _reasons.Count == 0 ? columns : [.. columns.Select((c, i) => c with { MaskedBecause = _reasons[i] })];
    }

    /// <summary>
    /// Whether one more row of this size still fits; asked before its values are read. An engine reads one row more than
    /// fits, and so learns that there is more.
    /// </summary>
    public bool Admits(long rowBytes)
    {
        TruncatedByRows |= _rows.Count >= MaxRows;
        TruncatedByBytes |= !TruncatedByRows && _bytes + rowBytes > maxBytes;
        return !Truncated;
    }

    /// <summary>Keeps a row that <see cref="Admits"/> has let in. Its values are copied; those that are hidden are not kept.</summary>
    public void Add(object?[] row, long rowBytes)
    {
        if (mask is not null)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = _reasons[i] is null ? mask.Show(Columns[i], row[i]) : MaskedValue.Instance;
        }
        _rows.Add(row);
        Interlocked.Add(ref _bytes, rowBytes);
    }

    /// <summary>The packed rows, to be kept elsewhere.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces() => _rows.Pieces();

    /// <summary>A result that was kept elsewhere.</summary>
    public static ResultBuffer Restore(IReadOnlyList<ResultColumn> columns, IEnumerable<byte[]> pieces, long bytes, bool truncatedByRows, bool truncatedByBytes)
    {
        var rows = new PackedRows { Columns = columns.Count };
        foreach (var piece in pieces)
            rows.Restore(piece);
        return new ResultBuffer(rows.Count, bytes)
        {
            Columns = columns,
            _rows = rows,
            _bytes = bytes,
            TruncatedByRows = truncatedByRows,
            TruncatedByBytes = truncatedByBytes,
        };
    }
}
