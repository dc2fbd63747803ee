using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What stands in the form of a data source.</summary>
internal sealed class DataSourceForm
{
    public string? Name { get; set; }

    public EngineKind Engine { get; set; } = EngineKind.Postgresql;

    public string? Host { get; set; }

    public int? Port { get; set; }

    public string? Database { get; set; }

    public string? UserName { get; set; }

    public string? Secret { get; set; }

    public string? AuthenticationDatabase { get; set; }

    public TlsMode Tls { get; set; } = TlsMode.Verify;

    public string? TlsAuthority { get; set; }

    public DataSourceEnvironment Environment { get; set; } = DataSourceEnvironment.Production;

    public bool AllowsWriting { get; set; }

    public int TimeoutSeconds { get; set; } = RunLimits.DefaultTimeoutSeconds;

    public int MaxRows { get; set; } = RunLimits.DefaultRows;

    public bool IsRestricted { get; set; }

    public HashSet<DayOfWeek> Days { get; } = [];

    public TimeOnly From { get; set; } = new(8, 0);

    public TimeOnly Until { get; set; } = new(18, 0);

    public string TimeZone { get; set; } = "America/Sao_Paulo";

    /// <summary>One a line: <c>table.column: reason</c>, or <c>column: reason</c> for every table.</summary>
    public string? Sensitive { get; set; }

    public bool IsComplete => !string.IsNullOrWhiteSpace(Name) && !string.IsNullOrWhiteSpace(Database);

    public static DataSourceForm Of(DataSource source)
    {
        var form = new DataSourceForm
        {
            Name = source.Name,
            Engine = source.Engine,
            Host = source.Host,
            Port = source.Port,
            Database = source.Database,
            UserName = source.UserName,
            Secret = source.CredentialsSecretId?.ToString(),
            AuthenticationDatabase = source.AuthenticationDatabase,
            Tls = source.Tls,
            TlsAuthority = source.TlsAuthority,
            Environment = source.Environment,
            AllowsWriting = source.Mode == AccessMode.Write,
            TimeoutSeconds = source.TimeoutSeconds,
            MaxRows = source.MaxRows,
            IsRestricted = source.IsRestricted,
            Sensitive = string.Join('\n', source.SensitiveColumns.Select(c => $"{(c.Table is null ? "" : $"{c.Table}.")}{c.Column}: {c.Reason}")),
        };
        if (source.Hours is { } hours)
        {
            form.Days.UnionWith(hours.Days);
            (form.From, form.Until, form.TimeZone) = (hours.From, hours.Until, hours.TimeZone);
        }
        return form;
    }

    public DataSourceSettings ToSettings() => new(
        Name,
        Engine,
        Host ?? "",
        Port,
        Database,
        Environment,
        AllowsWriting ? AccessMode.Write : AccessMode.ReadOnly,
        Guid.TryParse(Secret, out var secret) ? new SecretId(secret) : null)
    {
        UserName = UserName ?? "",
        AuthenticationDatabase = AuthenticationDatabase ?? "",
        Tls = Tls,
        TlsAuthority = TlsAuthority ?? "",
        TimeoutSeconds = TimeoutSeconds,
        MaxRows = MaxRows,
        IsRestricted = IsRestricted,
        Hours = Days.Count > 0 ? new AllowedHours([.. Days.Order()], From, Until, TimeZone.Trim()) : AllowedHours.Always,
        SensitiveColumns = [.. (Sensitive ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Column)],
    };

    private static SensitiveColumn Column(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var (name, reason) = colon < 0 ? (line, "") : (line[..colon].Trim(), line[(colon + 1)..].Trim());
        var dot = name.LastIndexOf('.');
        return new SensitiveColumn(dot < 0 ? null : name[..dot].Trim(), name[(dot + 1)..].Trim(), reason);
    }
}
