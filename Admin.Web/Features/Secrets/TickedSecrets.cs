using Admin.Domain.Secrets;

namespace Admin.Web.Features.Secrets;

/// <summary>Which rows of the list are ticked; over all pages that were turned to.</summary>
public sealed class TickedSecrets
{
    private readonly HashSet<SecretId> _ids = [];
    private SecretId? _last;

    public int Count => _ids.Count;

    public IReadOnlyList<SecretId> Ids => [.. _ids];

    public bool Has(SecretId id) => _ids.Contains(id);

    /// <summary>Whether all of a page's rows are ticked.</summary>
    public bool HasAll(IReadOnlyList<SecretView> page) => page.Count > 0 && page.All(s => _ids.Contains(s.Id));

    /// <summary>Turns one; with shift, all from the one turned before to this one become as this one.</summary>
    public void Turn(IReadOnlyList<SecretView> page, SecretId id, bool withShift)
    {
        var ticked = !_ids.Contains(id);
        var order = page.Select(s => s.Id).ToList();
        var (from, to) = (_last is { } last && withShift ? order.IndexOf(last) : -1, order.IndexOf(id));
        if (from < 0)
            from = to;
        foreach (var one in order[Math.Min(from, to)..(Math.Max(from, to) + 1)])
            Set(one, ticked);
        _last = id;
    }

    public void TurnAll(IReadOnlyList<SecretView> page)
    {
        var ticked = !HasAll(page);
        foreach (var secret in page)
            Set(secret.Id, ticked);
    }

    public void Clear()
    {
        _ids.Clear();
        _last = null;
    }

    private void Set(SecretId id, bool ticked) => _ = ticked ? _ids.Add(id) : _ids.Remove(id);
}
