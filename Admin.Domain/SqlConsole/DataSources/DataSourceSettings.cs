using Admin.Domain.Secrets;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>What a person says of a data source. On a change, null leaves a value as it is.</summary>
public sealed record DataSourceSettings(
    string? Name = null,
    EngineKind? Engine = null,
    string? Host = null,
    int? Port = null,
    string? Database = null,
    DataSourceEnvironment? Environment = null,
    AccessMode? Mode = null,
    SecretId? CredentialsSecretId = null);
