namespace Admin.Domain.SqlConsole;

/// <summary>Section <c>SqlConsole</c>.</summary>
public sealed class SqlConsoleOptions
{
    public const string Section = "SqlConsole";

    /// <summary>Hosts that data sources may name; empty allows every public host.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether data sources may lie on private networks.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>
    /// Holds one directory per organization, named by its id, with that organization's SQLite databases.
    /// Empty: <c>sqlite</c> in the data directory.
    /// </summary>
    public string? SqliteDirectory { get; set; }
}
