using System.Globalization;
using Admin.E2E.Fixtures;
using Npgsql;

namespace Admin.Bench;

/// <summary>The PostgreSQL server of a run (<c>ADMIN_TEST_POSTGRESQL</c>: address|account|password|authority) and what is asked of it.</summary>
internal sealed class ConsoleServer
{
    public const int Rows = 10_000;
    public const string Query = "SELECT * FROM bench_orders ORDER BY id";

    private readonly string[] _parts = (Environment.GetEnvironmentVariable("ADMIN_TEST_POSTGRESQL") ?? throw new InvalidOperationException("Start bench/console.sh.")).Split('|');

    public string Address => _parts[0];

    public string Account => _parts[1];

    public string Password => _parts[2];

    /// <summary>As the console connects: encrypted, nothing kept between two runs.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Address.Split(':')[0],
        Port = int.Parse(Address.Split(':')[1], CultureInfo.InvariantCulture),
        Username = Account,
        Password = Password,
        Database = "postgres",
        SslMode = SslMode.Require,
        Pooling = false,
    }.ConnectionString;

    /// <summary>Ten columns as an order has them; the bytes of all their values as text.</summary>
    public async Task<long> SeedAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(
            $"""
            DROP TABLE IF EXISTS bench_orders;
            CREATE TABLE bench_orders AS SELECT i AS id, 'Customer ' || i AS customer, '+55119' || lpad(i::text, 8, '0') AS phone,
                (i * 37 % 100000)::numeric(12, 2) / 100 AS total, i % 7 AS items, i % 3 = 0 AS paid, timestamptz '2026-01-01' + i * interval '7 minutes' AS created_at,
                md5(i::text) AS reference, CASE WHEN i % 5 = 0 THEN NULL ELSE 'Rua das Flores ' || i || ', apto ' || i % 90 END AS address,
                jsonb_build_object('channel', 'whatsapp', 'attempt', i % 4) AS details
            FROM generate_series(1, {Rows}) AS i
            """,
            connection);
        await create.ExecuteNonQueryAsync();
        await using var size = new NpgsqlCommand(
            """
            SELECT sum(octet_length(concat(id::text, customer, phone, total::text, items::text, paid::text, created_at::text, reference, address, details::text))) FROM bench_orders
            """,
            connection);
        return (long)(await size.ExecuteScalarAsync())!;
    }

    /// <summary>Makes a data source of it; its id.</summary>
    public async Task<string> AddToAsync(HttpClient admin)
    {
        await admin.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        var secret = (await admin.PostAsync("secrets", new { name = "BENCH_DATABASE", value = Password, kind = "database" })).GetProperty("id").GetString();
        var source = await admin.PostAsync("data-sources", new
        {
            name = "Bench",
            engine = "postgresql",
            host = Address.Split(':')[0],
            port = int.Parse(Address.Split(':')[1], CultureInfo.InvariantCulture),
            database = "postgres",
            user_name = Account,
            credentials_secret_id = secret,
            tls = "encrypt",
            max_rows = Rows,
        });
        return source.GetProperty("id").GetString()!;
    }
}
