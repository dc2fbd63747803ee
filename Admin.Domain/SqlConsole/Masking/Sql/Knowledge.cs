namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// What reading a statement has taught: names that mean something sensitive. It only grows, and the statement is read again
/// until it no longer does, because a name may be used before it is given.
/// </summary>
internal sealed class Knowledge
{
    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<string> _carriers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _commonTables = new(StringComparer.Ordinal);
    private readonly HashSet<int> _places = [];

    public int Size => _aliases.Count + _rows.Count + _carriers.Count + _commonTables.Count + _places.Count;

    /// <summary>A name under which a masked item of the result can be reached.</summary>
    public void AddAlias(string name) => Add(_aliases, name);

    /// <summary>The name of a table or alias whose rows may hold sensitive values.</summary>
    public void AddRow(string name) => Add(_rows, name);

    public void AddCommonTable(string name, bool carries)
    {
        Add(_commonTables, name);
        if (carries)
            Add(_carriers, name);
    }

    /// <summary>A token that names a source, and so is no value.</summary>
    public void AddPlace(int i) => _places.Add(i);

    public bool IsAlias(string name) => _aliases.Contains(name);

    public bool IsRow(string name) => _rows.Contains(name);

    public bool IsCommonTable(string name) => _commonTables.Contains(name);

    public bool Carries(string commonTable) => _carriers.Contains(commonTable);

    public bool IsPlace(int i) => _places.Contains(i);

    private static void Add(HashSet<string> names, string name)
    {
        if (name.Length > 0)
            names.Add(name);
    }
}
