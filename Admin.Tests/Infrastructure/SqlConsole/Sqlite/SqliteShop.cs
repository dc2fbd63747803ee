using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.SqlConsole.Sqlite;

/// <summary>A directory with a small shop database of one organization; gone after the test.</summary>
internal sealed class SqliteShop : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N"));

    public SqliteShop(OrganizationId? organization = null, DataDirectory? data = null)
    {
        Organization = organization ?? OrganizationId.New();
        Data = data ?? new DataDirectory(_path);
        Files = new SqliteDirectory(Options.Create(new SqlConsoleOptions()), Data);
        Home = Files.Ensure(Organization);
        Run("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, photo BLOB, score REAL)");
        Run("CREATE INDEX users_name ON users (name)");
        Run("INSERT INTO users VALUES (1, 'Ana', x'0001ff', 1.5), (2, 'Bia', NULL, NULL)");
    }

    public OrganizationId Organization { get; }

    public DataDirectory Data { get; }

    public SqliteDirectory Files { get; }

    public string Home { get; }

    public string File => Path.Combine(Home, "shop.db");

    public ConnectionTarget Target => new(Organization, EngineKind.Sqlite, "shop.db", AccessMode.ReadOnly);

    public void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (Directory.Exists(_path))
            Directory.Delete(_path, recursive: true);
    }
}
