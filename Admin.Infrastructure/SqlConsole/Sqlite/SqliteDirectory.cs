using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Where organizations keep their SQLite databases: each sees its own directory only, links resolved.</summary>
public sealed class SqliteDirectory(IOptions<SqlConsoleOptions> options, DataDirectory data)
{
    public string Root { get; } = RootOf(options.Value, data);

    internal static string RootOf(SqlConsoleOptions options, DataDirectory data) =>
        string.IsNullOrWhiteSpace(options.SqliteDirectory) ? Path.Combine(data.FullPath, "sqlite") : Path.GetFullPath(options.SqliteDirectory);

    /// <summary>The organization's directory, made if it is missing.</summary>
    public string Ensure(OrganizationId organization) => Directory.CreateDirectory(Path.Combine(Root, organization.ToString())).FullName;

    /// <summary>The real path of an existing database, or null when it is missing or leads out of the organization's directory.</summary>
    internal string? Find(OrganizationId organization, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(path))
            return null;
        var home = RealPath.Of(Path.Combine(Root, organization.ToString()));
        var real = home is null ? null : RealPath.Of(Path.Combine(home, path));
        return real is not null && File.Exists(real) && RealPath.IsInside(real, home!) ? real : null;
    }
}
