namespace Admin.Domain.Campaigns.Sending;

/// <summary>Rows read in a write, and the difference that changing them makes to the campaign's counts.</summary>
internal sealed class LedgerWork(IReadOnlyList<Recipient> rows)
{
    private readonly Dictionary<int, Recipient> _rows = rows.ToDictionary(r => r.Ordinal);
    private readonly HashSet<Recipient> _changed = [];

    public IReadOnlyCollection<Recipient> Changed => _changed;

    public RecipientCounts Difference { get; private set; } = RecipientCounts.None;

    public Recipient? Find(int ordinal) => _rows.GetValueOrDefault(ordinal);

    public bool Change(Recipient row, Func<Recipient, bool> change)
    {
        var before = row.State;
        if (!change(row))
            return false;
        _changed.Add(row);
        if (row.State != before)
            Difference = Difference.Moved(before, row.State);
        return true;
    }
}
