using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.SqlConsole.Postgresql;
using Npgsql;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

/// <summary>A small shop database on the test server with an account that owns its tables and one that may only read; gone after the tests.</summary>
public sealed class PostgresqlShop : IAsyncLifetime
{
    private readonly string _id = Guid.CreateVersion7().ToString("N")[20..];

    internal TestServer Server { get; } = new(EngineKind.Postgresql, "ADMIN_TEST_POSTGRESQL");

    internal string Database => $"shop_{_id}";

    internal string Owner => $"owner_{_id}";

    internal string Reader => $"reader_{_id}";

    internal PostgresqlEngine Engine { get; } = new(TimeProvider.System);

    /// <summary>As the account that owns the tables, so that only the engine keeps it from writing.</summary>
    internal ConnectionTarget Target => TargetOf(Owner);

    internal EngineCalls Calls => new(Engine, Target);

    internal EngineCalls Administrator => new(Engine, Server.Target(Database, Server.Account, Server.Password, AccessMode.ReadOnly));

    internal ConnectionTarget TargetOf(string account) => Server.Target(Database, account, Server.Password, AccessMode.ReadOnly);

    internal async Task RunAsync(string sql, string? database = null)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await OpenAsync(null);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many sessions of the console are in this database, once the server has cleared away those that have said goodbye.</summary>
    internal async Task<long> SessionsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        long sessions;
        do
        {
            sessions = await AskAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{Database}' AND application_name = 'admin console'");
        }
        while (sessions > 0 && !patience.IsCancellationRequested);
        return sessions;
    }

    internal async Task<NpgsqlConnection> OpenAsync(string? database)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = Server.Endpoint.Address.ToString(),
            Port = Server.Endpoint.Port,
            Username = Server.Account,
            Password = Server.Password,
            Database = database ?? Database,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask InitializeAsync()
    {
        if (!Server.IsHere)
            return;
        await RunAsync($"CREATE ROLE {Owner} LOGIN PASSWORD '{Server.Password}'; CREATE ROLE {Reader} LOGIN PASSWORD '{Server.Password}'", "postgres");
        await RunAsync($"CREATE DATABASE {Database} OWNER {Owner}", "postgres");
        await RunAsync($"""
            SET ROLE {Owner};
            CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, joined date);
            CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED, total numeric(10,2));
            CREATE TABLE notes (text text);
            CREATE VIEW names AS SELECT name FROM users;
            CREATE SEQUENCE counter;
            CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM notes; SELECT 1';
            CREATE PROCEDURE wipe_all() LANGUAGE sql AS 'DELETE FROM notes';
            INSERT INTO users VALUES (1, 'Ana', '2020-01-31'), (2, 'Bia', NULL), (3, 'Caio', '2024-02-29');
            INSERT INTO orders VALUES (1, 1, 10.50), (2, 1, 20), (3, 2, 30);
            INSERT INTO notes VALUES ('one'), ('two');
            GRANT SELECT ON users, names TO {Reader};
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Server.IsHere)
            return;
        await RunAsync($"DROP DATABASE {Database} WITH (FORCE)", "postgres");
        await RunAsync($"DROP ROLE {Owner}; DROP ROLE {Reader}", "postgres");
    }
}
