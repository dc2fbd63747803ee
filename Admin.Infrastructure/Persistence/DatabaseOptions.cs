using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Persistence;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>SQL Server: required. SQLite: <c>admin.db</c> in the data directory unless given.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>SQL Server only: migrate at start. SQLite always does.</summary>
    public bool MigrateOnStart { get; set; }
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options) =>
        options.Provider == DatabaseProvider.SqlServer && string.IsNullOrWhiteSpace(options.ConnectionString)
            ? ValidateOptionsResult.Fail("Database:ConnectionString is required with Database:Provider SqlServer.")
            : ValidateOptionsResult.Success;
}
