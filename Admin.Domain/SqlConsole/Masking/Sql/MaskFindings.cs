namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>What one reading of a statement found for its result.</summary>
internal sealed class MaskFindings(StatementView view)
{
    private readonly List<ResultItem> _items = [];

    public IReadOnlyList<ResultItem> Items => _items;

    /// <summary>The first thing for which the statement is refused.</summary>
    public MaskFault? Fault { get; private set; }

    /// <summary>Why every column is hidden, when it cannot be told which.</summary>
    public string? HidesAll { get; private set; }

    public void Refuse(MaskWhy why, int i) => Fault ??= new MaskFault(why, view.Position(i), view.Source(i));

    public void Add(ResultItem item) => _items.Add(item);

    public void HideAll(string? reason) => HidesAll ??= reason;
}
