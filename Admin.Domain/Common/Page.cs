namespace Admin.Domain.Common;

/// <summary>One page of a list.</summary>
/// <param name="Total">Rows that match, over all pages.</param>
/// <param name="Number">1-based.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Number, int Size);

/// <summary>Which page a caller wants; out-of-range values are pulled into range, because a list should not fail over them.</summary>
public sealed record PageRequest
{
    public const int DefaultSize = 50;
    public const int MaxSize = 200;

    public PageRequest(int number = 1, int size = DefaultSize)
    {
        Number = Math.Max(1, number);
        Size = Math.Clamp(size, 1, MaxSize);
    }

    /// <summary>1-based.</summary>
    public int Number { get; }

    public int Size { get; }

    public int Skip => (int)Math.Min(int.MaxValue, (long)(Number - 1) * Size);
}
