namespace Admin.Domain.SqlConsole.Engines;

/// <summary>The rows of one run, bounded in count and bytes, so that a careless SELECT cannot fill the memory.</summary>
public sealed class ResultBuffer(int maxRows, long maxBytes)
{
    /// <summary>What a value costs besides its content.</summary>
    public const int ValueOverhead = 8;

    private readonly List<object?[]> _rows = [];
    private long _bytes;

    public IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    public IReadOnlyList<object?[]> Rows => _rows;

    /// <summary>Whether rows were left out, by count or by bytes.</summary>
    public bool Truncated => TruncatedByRows || TruncatedByBytes;

    public bool TruncatedByRows { get; private set; }

    public bool TruncatedByBytes { get; private set; }

    public long Bytes => _bytes;

    public void Describe(IReadOnlyList<ResultColumn> columns) => Columns = columns;

    /// <summary>
    /// Whether one more row of this size still fits; asked before its values are read. An engine reads one row more than
    /// fits, and so learns that there is more.
    /// </summary>
    public bool Admits(long rowBytes)
    {
        TruncatedByRows |= _rows.Count >= maxRows;
        TruncatedByBytes |= !TruncatedByRows && _bytes + rowBytes > maxBytes;
        return !Truncated;
    }

    public void Add(object?[] row, long rowBytes)
    {
        _rows.Add(row);
        _bytes += rowBytes;
    }
}
