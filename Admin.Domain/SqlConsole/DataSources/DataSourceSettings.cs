using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>What a person says of a data source. On a change, null leaves a value as it is and an empty text takes it away.</summary>
public sealed record DataSourceSettings(
    string? Name = null,
    EngineKind? Engine = null,
    string? Host = null,
    int? Port = null,
    string? Database = null,
    DataSourceEnvironment? Environment = null,
    AccessMode? Mode = null,
    SecretId? CredentialsSecretId = null)
{
    public string? UserName { get; init; }

    public string? AuthenticationDatabase { get; init; }

    public TlsMode? Tls { get; init; }

    public string? TlsAuthority { get; init; }

    public int? TimeoutSeconds { get; init; }

    public int? MaxRows { get; init; }

    public bool? IsRestricted { get; init; }

    /// <summary><see cref="AllowedHours.Always"/> takes the bounds away.</summary>
    public AllowedHours? Hours { get; init; }

    public IReadOnlyList<SensitiveColumn>? SensitiveColumns { get; init; }
}
