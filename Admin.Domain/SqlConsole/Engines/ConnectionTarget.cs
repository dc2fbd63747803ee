using Admin.Domain.Organizations;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>Where to connect, checked for this one opening. For SQLite, <paramref name="Database"/> is a path inside the organization's own directory.</summary>
/// <param name="Mode">What the data source may do at most; an engine never writes on a read-only one.</param>
public sealed record ConnectionTarget(OrganizationId Organization, EngineKind Engine, string Database, AccessMode Mode)
{
    /// <summary>Null where a database is a file.</summary>
    public ServerAddress? Server { get; init; }

    public TlsSettings Tls { get; init; } = TlsSettings.Verified;

    /// <summary>Null connects without an account.</summary>
    public DatabaseCredentials? Credentials { get; init; }

    /// <summary>The database that holds the account, where that can be another one (MongoDB); null is the engine's default.</summary>
    public string? AuthenticationDatabase { get; init; }
}
