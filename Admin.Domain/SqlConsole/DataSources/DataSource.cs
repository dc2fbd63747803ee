using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>A customer's database that the console may open. Its credentials are a secret; it holds none itself.</summary>
public sealed class DataSource : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;
    public const int HostMaxLength = 255;
    public const int DatabaseMaxLength = 200;

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

    public SecretId? CredentialsSecretId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public ConnectionTarget Target => new(OrganizationId, Engine, Host, Port, Database, Mode);

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
        Host = settings.Host?.Trim() ?? Host;
        Port = settings.Port ?? Port;
        Database = settings.Database?.Trim() ?? Database;
        Environment = settings.Environment ?? Environment;
        Mode = settings.Mode ?? Mode;
        CredentialsSecretId = settings.CredentialsSecretId ?? CredentialsSecretId;
        UpdatedAt = now;
    }
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
        builder.Ignore(s => s.Target);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(s => new { s.OrganizationId, s.CredentialsSecretId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.OrganizationId, s.NormalizedName }).IsUnique();
    }
}
