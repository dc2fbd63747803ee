using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>A customer's database that the console may open. Its password is a secret; it holds none itself.</summary>
public sealed class DataSource : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int HostMaxLength = 255;
    public const int DatabaseMaxLength = 200;
    public const int UserNameMaxLength = 128;
    public const int TlsAuthorityMaxLength = 16 * 1024;

    private DataSource()
    {
    }

    public DataSourceId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    public string NormalizedName { get; private set; } = "";

    public EngineKind Engine { get; private set; }

    public string? Host { get; private set; }

    public int? Port { get; private set; }

    /// <summary>The database's name; for SQLite, a path inside the organization's own directory.</summary>
    public string Database { get; private set; } = "";

    public DataSourceEnvironment Environment { get; private set; }

    public AccessMode Mode { get; private set; }

    /// <summary>The account at the server; its password is the secret.</summary>
    public string? UserName { get; private set; }

    public SecretId? CredentialsSecretId { get; private set; }

    /// <summary>The database that holds the account, where that can be another one (MongoDB).</summary>
    public string? AuthenticationDatabase { get; private set; }

    public TlsMode Tls { get; private set; }

    /// <summary>PEM of the only certificate authorities to trust; null trusts the machine's.</summary>
    public string? TlsAuthority { get; private set; }

    /// <summary>What a run gets that asks for nothing else, in seconds.</summary>
    public int TimeoutSeconds { get; private set; } = RunLimits.DefaultTimeoutSeconds;

    /// <summary>What a run gets that asks for nothing else.</summary>
    public int MaxRows { get; private set; } = RunLimits.DefaultRows;

    /// <summary>Whether only those with a grant may use it; otherwise everybody who may query.</summary>
    public bool IsRestricted { get; private set; }

    /// <summary>When it may be used; null is always.</summary>
    public AllowedHours? Hours { get; private set; }

    public IReadOnlyList<SensitiveColumn> SensitiveColumns { get; private set; } = [];

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    /// <summary>Makes one from checked settings (<see cref="DataSourceRules"/>), which name at least name, engine and database.</summary>
    public static DataSource Create(OrganizationId organization, DataSourceSettings settings, DateTime now)
    {
        var source = new DataSource { Id = DataSourceId.New(), OrganizationId = organization, Environment = DataSourceEnvironment.Development, CreatedAt = now };
        source.Change(settings, now);
        return source;
    }

    public void Change(DataSourceSettings settings, DateTime now)
    {
        Name = settings.Name?.Trim() ?? Name;
        NormalizedName = Names.Normalize(Name);
        Engine = settings.Engine ?? Engine;
        Host = Text(settings.Host, Host);
        Port = settings.Port ?? Port;
        Database = settings.Database?.Trim() ?? Database;
        Environment = settings.Environment ?? Environment;
        Mode = settings.Mode ?? Mode;
        UserName = Text(settings.UserName, UserName);
        CredentialsSecretId = settings.CredentialsSecretId ?? CredentialsSecretId;
        AuthenticationDatabase = Text(settings.AuthenticationDatabase, AuthenticationDatabase);
        Tls = settings.Tls ?? Tls;
        TlsAuthority = Text(settings.TlsAuthority, TlsAuthority);
        TimeoutSeconds = settings.TimeoutSeconds ?? TimeoutSeconds;
        MaxRows = settings.MaxRows ?? MaxRows;
        IsRestricted = settings.IsRestricted ?? IsRestricted;
        Hours = settings.Hours is { } hours ? (hours.IsAlways ? null : hours) : Hours;
        SensitiveColumns = settings.SensitiveColumns ?? SensitiveColumns;
        UpdatedAt = now;
    }

    // Null leaves a text as it is, an empty one takes it away.
    private static string? Text(string? given, string? current) => given is null ? current : string.IsNullOrWhiteSpace(given) ? null : given.Trim();
}

internal sealed class DataSourceConfiguration : IEntityTypeConfiguration<DataSource>
{
    public void Configure(EntityTypeBuilder<DataSource> builder)
    {
        builder.ToTable("DataSources");
        builder.HasKey(s => new { s.OrganizationId, s.Id });
        builder.Property(s => s.Name).HasMaxLength(DataSource.NameMaxLength);
        builder.Property(s => s.NormalizedName).HasMaxLength(DataSource.NameMaxLength);
        builder.Property(s => s.Host).HasMaxLength(DataSource.HostMaxLength);
        builder.Property(s => s.Database).HasMaxLength(DataSource.DatabaseMaxLength);
        builder.Property(s => s.UserName).HasMaxLength(DataSource.UserNameMaxLength);
        builder.Property(s => s.AuthenticationDatabase).HasMaxLength(DataSource.DatabaseMaxLength);
        builder.Property(s => s.TlsAuthority).HasMaxLength(DataSource.TlsAuthorityMaxLength);
        builder.Property(s => s.Hours).HasConversion(h => h!.ToString(), h => AllowedHours.Parse(h)).HasMaxLength(AllowedHours.MaxLength);
        builder.Property(s => s.SensitiveColumns).HasConversion(
            columns => SensitiveColumnText.Write(columns),
            text => SensitiveColumnText.Read(text),
            new ValueComparer<IReadOnlyList<SensitiveColumn>>((a, b) => a!.SequenceEqual(b!), c => c.Aggregate(0, HashCode.Combine), c => c.ToList()));
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(s => new { s.OrganizationId, s.CredentialsSecretId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.OrganizationId, s.NormalizedName }).IsUnique();
    }
}
