using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Admin.Infrastructure.Demo;

/// <summary>A small shop as a SQLite file, made from a fixed seed: what the console's demo data source opens.</summary>
internal static class SampleShop
{
    public const string FileName = "sample-shop.db";

    private const int Customers = 200;
    private const int Orders = 5000;

    private const string Schema = """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, city TEXT NOT NULL, created_at TEXT NOT NULL);
        CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price_cents INTEGER NOT NULL, stock INTEGER NOT NULL);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), status TEXT NOT NULL, placed_at TEXT NOT NULL);
        CREATE TABLE order_items (order_id INTEGER NOT NULL REFERENCES orders(id), product_id INTEGER NOT NULL REFERENCES products(id), quantity INTEGER NOT NULL, price_cents INTEGER NOT NULL, PRIMARY KEY (order_id, product_id));
        CREATE INDEX orders_by_customer ON orders(customer_id, placed_at);
        """;

    private static readonly string[] Cities = ["São Paulo", "Recife", "Porto Alegre", "Lisboa", "Curitiba", "Austin", "Belo Horizonte", "Salvador"];
    private static readonly string[] Statuses = ["placed", "paid", "shipped", "delivered", "delivered", "delivered", "returned"];
    private static readonly (string Name, string Category, int Price)[] Products =
    [
        ("Coffee 500 g", "food", 3490), ("Filter papers", "food", 1290), ("Moka pot", "kitchen", 12990), ("Grinder", "kitchen", 24900),
        ("Mug", "kitchen", 2990), ("Kettle", "kitchen", 18900), ("Chocolate", "food", 1590), ("Gift card", "other", 10000),
    ];

    /// <summary>Makes the file unless it is there. A file is there only once it is whole.</summary>
    public static async Task EnsureAsync(string directory, CancellationToken ct)
    {
        var path = Path.Combine(directory, FileName);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(directory);
        var unfinished = path + ".new";
        File.Delete(unfinished);
        await WriteAsync(unfinished, ct);
        File.Move(unfinished, path);
    }

    private static async Task WriteAsync(string path, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await RunAsync(connection, Schema, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var random = new Random(7);
        for (var i = 1; i <= Customers; i++)
            await InsertAsync(connection, "customers", [i, $"Customer {i}", $"customer{i}@example.test", Cities[random.Next(Cities.Length)], Day(random)], ct);
        for (var i = 0; i < Products.Length; i++)
            await InsertAsync(connection, "products", [i + 1, Products[i].Name, Products[i].Category, Products[i].Price, random.Next(0, 500)], ct);
        for (var i = 1; i <= Orders; i++)
        {
            await InsertAsync(connection, "orders", [i, random.Next(1, Customers + 1), Statuses[random.Next(Statuses.Length)], Day(random)], ct);
            foreach (var product in Enumerable.Range(0, Products.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 4)))
                await InsertAsync(connection, "order_items", [i, product + 1, random.Next(1, 5), Products[product].Price], ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static string Day(Random random) =>
        new DateOnly(2025, 1, 1).AddDays(random.Next(600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task InsertAsync(SqliteConnection connection, string table, object[] values, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", values.Select((_, i) => $"$v{i}"))})";
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"$v{i}", values[i]);
        await command.ExecuteNonQueryAsync(ct);
    }
}
