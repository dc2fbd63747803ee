namespace Admin.Domain.SqlConsole;

/// <summary>What a data source, and a run on it, may do at most.</summary>
public enum AccessMode
{
    ReadOnly,
    Write,
}
