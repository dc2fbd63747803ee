using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// Which rows of a result are looked at, and in which order: a list of row numbers over the packed rows, nothing copied.
/// What is hidden from the reader cannot be sorted or filtered by, so that no order gives it away.
/// </summary>
public sealed class ResultView(ResultBuffer results)
{
    public const int TextMaxLength = 200;

    private readonly List<ColumnFilter> _filters = [];
    private int[]? _rows;
    private (int Rows, ColumnKind[] Kinds)? _kinds;

    public ResultBuffer Results { get; } = results;

    /// <summary>How many rows had arrived when <see cref="Grow"/> last looked.</summary>
    public int Total { get; private set; } = results.Rows.Count;

    /// <summary>How many of them are looked at.</summary>
    public int Count => _rows?.Length ?? Total;

    /// <summary>Changes with the order and the choice, not with rows that only follow at the end.</summary>
    public int Version { get; private set; }

    public ColumnSort? Sort { get; private set; }

    /// <summary>At most one per column; a row must pass all.</summary>
    public IReadOnlyList<ColumnFilter> Filters => _filters;

    /// <summary>Must stand in any column that is shown; empty asks for nothing.</summary>
    public string Text { get; private set; } = "";

    public bool IsNarrowed => Text.Length > 0 || _filters.Count > 0;

    /// <summary>What the columns hold: as the server says, or where it only knows a text, as the first rows show.</summary>
    public IReadOnlyList<ColumnKind> Kinds => _kinds is { } known && known.Rows == Math.Min(Total, ValueKinds.Rows) && known.Kinds.Length == Results.Columns.Count ? known.Kinds : (_kinds = ValueKinds.Of(Results, Total)).Value.Kinds;

    /// <summary>After every change of the order, the choice or the count.</summary>
    public event EventHandler? Changed;

    /// <summary>The number of the row at a position, both from 0.</summary>
    public int this[int position] => _rows is { } rows ? rows[position] : position;

    public bool IsOpen(int column) => Results.Columns[column].MaskedBecause is null;

    /// <summary>Ascending, then descending, then as the server gave them. Does nothing to a hidden column.</summary>
    public void Toggle(int column)
    {
        if (!IsOpen(column))
            return;
        Sort = Sort is { } sort && sort.Column == column ? sort.Descending ? null : sort with { Descending = true } : new ColumnSort(column, false);
        Arrange();
    }

    public void Search(string? text)
    {
        var wanted = text?.Trim() ?? "";
        Text = wanted.Length > TextMaxLength ? wanted[..TextMaxLength] : wanted;
        Arrange();
    }

    /// <summary>Sets the filter of its column. Does nothing to a hidden column.</summary>
    public void Filter(ColumnFilter filter)
    {
        if (!IsOpen(filter.Column))
            return;
        _filters.RemoveAll(f => f.Column == filter.Column);
        _filters.Add(filter);
        Arrange();
    }

    public void Unfilter(int column)
    {
        if (_filters.RemoveAll(f => f.Column == column) > 0)
            Arrange();
    }

    public void ShowAll()
    {
        Text = "";
        _filters.Clear();
        Arrange();
    }

    /// <summary>Takes in what has arrived since; false when nothing has.</summary>
    public bool Grow()
    {
        var total = Results.Rows.Count;
        if (total == Total)
            return false;
        Total = total;
        if (_rows is null)
            Changed?.Invoke(this, EventArgs.Empty);
        else
            Arrange();
        return true;
    }

    private void Arrange()
    {
        Version++;
        _rows = Sort is null && !IsNarrowed ? null : Chosen();
        if (Sort is { } sort)
            RowOrder.Sort(_rows!, Results, sort);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private int[] Chosen()
    {
        var all = Enumerable.Range(0, Total);
        if (!IsNarrowed)
            return [.. all];
        var shown = Enumerable.Range(0, Results.Columns.Count).Where(IsOpen).ToArray();
        return [.. all.Where(row => _filters.TrueForAll(f => f.Admits(Results.Value(row, f.Column))) && (Text.Length == 0 || HasText(Results.Rows[row], shown)))];
    }

    private bool HasText(object?[] row, int[] columns) => Array.Exists(columns, c => CellWords.Of(row[c])?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true);
}

/// <summary>By which column, and in which direction. Empty values come last either way.</summary>
public readonly record struct ColumnSort(int Column, bool Descending);
