using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>
/// What is hidden of the result of one statement from one masked reader. It is made before the run and asked when the
/// server has named the columns; it keeps no values and may be used by several threads.
/// </summary>
public sealed class MaskPlan : IResultMask
{
    private readonly SensitiveNames? _names;
    private readonly FieldMask? _fields;
    private readonly IReadOnlyList<ResultItem> _items;
    private readonly string? _hidesAll;

    private MaskPlan(SensitiveNames? names, FieldMask? fields, IReadOnlyList<ResultItem> items, string? hidesAll, bool hidesErrorText)
    {
        (_names, _fields, _items, _hidesAll) = (names, fields, items, hidesAll);
        HidesErrorText = hidesErrorText;
    }

    /// <summary>The plan of a statement that cannot show anything sensitive.</summary>
    public static MaskPlan ShowsAll { get; } = new(null, null, [], null, false);

    /// <summary>
    /// Whether the server's own words (errors, notices, warnings) must be kept from the reader, because they can carry values
    /// of what the statement touches.
    /// </summary>
    public bool HidesErrorText { get; }

    /// <summary>Per column of the result why it is hidden, or null when it is shown.</summary>
    /// <param name="columnNames">As the server names them; names may repeat or be empty.</param>
    public IReadOnlyList<string?> Reasons(IReadOnlyList<string> columnNames)
    {
        var reasons = new string?[columnNames.Count];
        for (var i = 0; i < reasons.Length; i++)
            reasons[i] = _hidesAll ?? Reason(columnNames[i], i, reasons.Length);
        return reasons;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string?> Reasons(IReadOnlyList<ResultColumn> columns) => Reasons([.. columns.Select(c => c.Name)]);

    /// <inheritdoc/>
    public object? Show(ResultColumn column, object? value) => _fields is null ? value : _fields.Mask(value);

    internal static MaskPlan ForSql(SensitiveNames names, IReadOnlyList<ResultItem> items, string? hidesAll, bool hidesErrorText) =>
        new(names, null, items, hidesAll, hidesErrorText);

    internal static MaskPlan ForErrorText(bool hidesErrorText) => hidesErrorText ? new(null, null, [], null, true) : ShowsAll;

    internal static MaskPlan ForDocuments(FieldMask fields) => new(null, fields, [], null, true);

    /// <summary>A column whose item is known is named by its text, where only the very name of a sensitive column counts.</summary>
    private string? Reason(string name, int column, int count) => Item(column, count, out var others) is { } item
        ? _names?.FindExact(name) ?? item.Reason
        : _names?.FindRaw(name) ?? _fields?.Find(name) ?? others;

    /// <summary>
    /// The item of a column: those before the first asterisk are counted from the front, those behind the last from the back.
    /// For any other column it is null, and <paramref name="others"/> the reason of the items it could be.
    /// </summary>
    private ResultItem? Item(int column, int count, out string? others)
    {
        var (front, back) = (0, 0);
        while (front < _items.Count && !_items[front].IsAll)
            front++;
        while (back < _items.Count - front && !_items[_items.Count - 1 - back].IsAll)
            back++;
        var fits = front == _items.Count ? count == front : count >= front + back;
        others = fits ? AnyOf(front, _items.Count - back) : AnyOf(0, _items.Count);
        if (!fits)
            return null;
        if (column < front)
            return _items[column];
        return column >= count - back ? _items[_items.Count - (count - column)] : null;
    }

    private string? AnyOf(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (_items[i].Reason is { } reason)
                return reason;
        }
        return null;
    }
}
