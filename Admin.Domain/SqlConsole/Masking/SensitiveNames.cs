namespace Admin.Domain.SqlConsole.Masking;

/// <summary>
/// The sensitive columns that a statement can reach. A column that is sensitive in one table counts, in every place and
/// under its name alone, as soon as the statement mentions that table; whose column a name is cannot be told from the text.
/// </summary>
internal sealed class SensitiveNames
{
    private readonly EngineKind _engine;
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    /// <param name="mentioned">Every folded name of the statement.</param>
    public SensitiveNames(MaskProfile profile, EngineKind engine, IReadOnlySet<string> mentioned)
    {
        _engine = engine;
        foreach (var column in profile.Columns)
        {
            var table = column.Table is null ? null : NameFolding.Fold(NameFolding.LastPart(column.Table), engine);
            if (table is not null && !mentioned.Contains(table))
                continue;
            AnyTable |= table is null;
            if (table is not null)
                _tables.Add(table);
            _reasons.TryAdd(NameFolding.Fold(NameFolding.LastPart(column.Column), engine), column.Reason);
            Reason ??= column.Reason;
        }
    }

    /// <summary>Whether the statement can reach any sensitive column at all.</summary>
    public bool Active => _reasons.Count > 0;

    /// <summary>Whether a column is sensitive in whatever table it stands.</summary>
    public bool AnyTable { get; }

    /// <summary>The reason given where it cannot be told which column it is; null only when nothing can be reached.</summary>
    public string? Reason { get; }

    public bool IsTable(string folded) => _tables.Contains(folded);

    /// <summary>
    /// The reason for a name, or null. Servers make names of expressions and of repeated columns ("upper(phone)",
    /// "phone:1"), so a name that is no plain word counts when a sensitive one stands in it.
    /// </summary>
    public string? Find(string folded)
    {
        if (_reasons.TryGetValue(folded, out var reason))
            return reason;
        return folded.All(IsWord) ? null : _reasons.FirstOrDefault(r => folded.Contains(r.Key, StringComparison.Ordinal)).Value;
    }

    /// <summary>The reason for a name as a server writes it, when it is the very name of a sensitive column.</summary>
    public string? FindExact(string name) => _reasons.GetValueOrDefault(NameFolding.Fold(name, _engine));

    /// <summary>The reason for a name as a server writes it.</summary>
    public string? FindRaw(string name) => Find(NameFolding.Fold(name, _engine));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
