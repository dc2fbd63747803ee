namespace Admin.Domain.SqlConsole.Engines;

/// <summary>What a data source of an engine consists of, so that forms and rules need not know engines by name.</summary>
/// <param name="DefaultPort">Null where a database is a file of the organization's own directory.</param>
/// <param name="HasAuthenticationDatabase">Whether people can live in another database than the one that is queried.</param>
/// <param name="PlaceholderStatement">A harmless statement that shows how one is written.</param>
public sealed record EngineTraits(int? DefaultPort, bool HasAuthenticationDatabase, string PlaceholderStatement)
{
    /// <summary>Whether a data source has host, port, TLS and credentials.</summary>
    public bool IsServer => DefaultPort is not null;
}
