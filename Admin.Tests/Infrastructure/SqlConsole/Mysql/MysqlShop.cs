using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Infrastructure.SqlConsole.Mysql;
using MySqlConnector;

namespace Admin.Tests.Infrastructure.SqlConsole.Mysql;

/// <summary>A small shop database on the test server with an account that owns it and one that may only read; gone after the tests.</summary>
public sealed class MysqlShop : IAsyncLifetime
{
    private readonly string _id = Guid.CreateVersion7().ToString("N")[20..];

    internal TestServer Server { get; } = new(EngineKind.Mysql, "ADMIN_TEST_MYSQL");

    internal string Database => $"shop_{_id}";

    internal string Owner => $"owner_{_id}";

    internal string Reader => $"reader_{_id}";

    internal MysqlEngine Engine { get; } = new(TimeProvider.System);

    /// <summary>As the account with all rights on the database, so that only the engine keeps it from writing.</summary>
    internal ConnectionTarget Target => TargetOf(Owner);

    internal EngineCalls Calls => new(Engine, Target);

    internal EngineCalls Administrator => new(Engine, Server.Target(Database, Server.Account, Server.Password, AccessMode.ReadOnly));

    internal ConnectionTarget TargetOf(string account) => Server.Target(Database, account, Server.Password, AccessMode.ReadOnly);

    internal async Task RunAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<string> AskAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    /// <summary>How many sessions of these accounts the server has now, once it has cleared away those that have said goodbye.</summary>
    internal async Task<int> SessionsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        int sessions;
        do
        {
            sessions = int.Parse(await AskAsync($"SELECT count(*) FROM information_schema.PROCESSLIST WHERE USER IN ('{Owner}', '{Reader}')"), System.Globalization.CultureInfo.InvariantCulture);
        }
        while (sessions > 0 && !patience.IsCancellationRequested);
        return sessions;
    }

    /// <summary>Ends the session that runs a statement of the console, as soon as there is one.</summary>
    internal async Task KillAsync()
    {
        using var patience = new CancellationTokenSource(EngineCalls.Patience);
        string id;
        while ((id = await AskAsync($"SELECT COALESCE(MAX(ID), '') FROM information_schema.PROCESSLIST WHERE USER = '{Owner}' AND INFO LIKE '/* ana%'")).Length == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        await RunAsync($"KILL {id}");
    }

    internal async Task<MySqlConnection> OpenAsync()
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = Server.Endpoint.Address.ToString(),
            Port = (uint)Server.Endpoint.Port,
            UserID = Server.Account,
            Password = Server.Password,
            Database = Database,
            Pooling = false,
            SslMode = MySqlSslMode.None,
            AllowUserVariables = true,
        };
        var connection = new MySqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask InitializeAsync()
    {
        if (!Server.IsHere)
            return;
        await using (var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = Server.Endpoint.Address.ToString(),
            Port = (uint)Server.Endpoint.Port,
            UserID = Server.Account,
            Password = Server.Password,
            Pooling = false,
            SslMode = MySqlSslMode.None,
        }.ConnectionString))
        {
            await connection.OpenAsync();
            await using var create = new MySqlCommand($"CREATE DATABASE {Database} CHARACTER SET utf8mb4", connection);
            await create.ExecuteNonQueryAsync();
        }
        await RunAsync($"""
            CREATE USER '{Owner}'@'127.0.0.1' IDENTIFIED BY '{Server.Password}';
            CREATE USER '{Reader}'@'127.0.0.1' IDENTIFIED BY '{Server.Password}';
            GRANT ALL ON {Database}.* TO '{Owner}'@'127.0.0.1';
            CREATE TABLE users (id int PRIMARY KEY, name varchar(50) NOT NULL, joined date) ENGINE = InnoDB;
            CREATE TABLE orders (id int PRIMARY KEY, user_id int, total decimal(10,2), FOREIGN KEY (user_id) REFERENCES users (id)) ENGINE = InnoDB;
            CREATE TABLE notes (text varchar(100)) ENGINE = InnoDB;
            CREATE TABLE lasting (id int PRIMARY KEY, text varchar(100)) ENGINE = MyISAM;
            CREATE VIEW names AS SELECT name FROM users;
            CREATE VIEW lasting_view AS SELECT id, text FROM lasting;
            CREATE SEQUENCE counter;
            CREATE PROCEDURE wipe_all() DELETE FROM notes;
            CREATE FUNCTION wipe() RETURNS int MODIFIES SQL DATA BEGIN DELETE FROM notes; RETURN 1; END;
            INSERT INTO users VALUES (1, 'Ana', '2020-01-31'), (2, 'Bia', NULL), (3, 'Caio', '2024-02-29');
            INSERT INTO orders VALUES (1, 1, 10.50), (2, 1, 20), (3, 2, 30);
            INSERT INTO notes VALUES ('one'), ('two');
            INSERT INTO lasting VALUES (1, 'one');
            GRANT SELECT ON {Database}.users TO '{Reader}'@'127.0.0.1';
            GRANT SELECT ON {Database}.names TO '{Reader}'@'127.0.0.1';
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server.IsHere)
            await RunAsync($"DROP DATABASE {Database}; DROP USER '{Owner}'@'127.0.0.1', '{Reader}'@'127.0.0.1'");
    }
}
