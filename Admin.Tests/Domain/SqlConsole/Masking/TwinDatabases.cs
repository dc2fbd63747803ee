using System.Globalization;
using Admin.Domain.SqlConsole.Masking;
using Microsoft.Data.Sqlite;

namespace Admin.Tests.Domain.SqlConsole.Masking;

/// <summary>
/// Two SQLite databases that differ in nothing but the values of a sensitive column. Whatever a masked reader is shown must
/// be the same from both, or it tells something about those values.
/// </summary>
internal sealed class TwinDatabases : IDisposable
{
    private const string Shape = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, city TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total INTEGER, note TEXT);
        INSERT INTO orders VALUES (1, 1, 10, 'a'), (2, 1, 20, 'b'), (3, 2, 5, 'a'), (4, 3, 7, 'c');
        """;

    private readonly SqliteConnection _first = Open("Zebra7!canary", "Quartz#2", "Apricot");
    private readonly SqliteConnection _second = Open("Bonfire", null, "Zulu-of-another-length-altogether");

    /// <summary>What is left to see of a statement, or null where the databases themselves refuse it.</summary>
    /// <exception cref="InvalidOperationException">The two databases show different things.</exception>
    public string? Shown(string statement, MaskPlan plan)
    {
        var (first, second) = (Run(_first, statement, plan, out var firstError), Run(_second, statement, plan, out var secondError));
        if (first != second)
            throw new InvalidOperationException($"{statement}\n{first}\n{second}");
        if (firstError != secondError && !plan.HidesErrorText)
            throw new InvalidOperationException($"{statement}\n{firstError}\n{secondError}");
        return firstError is null ? first : null;
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    private static SqliteConnection Open(params string?[] phones)
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Shape;
        command.ExecuteNonQuery();
        for (var i = 0; i < phones.Length; i++)
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"INSERT INTO users VALUES ({i + 1}, 'user{i % 2}', $phone{i}, 'city{i}')");
            command.Parameters.AddWithValue($"$phone{i}", (object?)phones[i] ?? DBNull.Value);
            command.ExecuteNonQuery();
            command.Parameters.Clear();
        }
        return connection;
    }

    private static string Run(SqliteConnection connection, string statement, MaskPlan plan, out string? error)
    {
        error = null;
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            if (statement.Contains(":p", StringComparison.Ordinal))
                command.Parameters.AddWithValue(":p", "neither has this");
            using var reader = command.ExecuteReader();
            return Rows(reader, plan);
        }
        catch (SqliteException failure)
        {
            error = failure.Message;
            return "failed";
        }
    }

    private static string Rows(SqliteDataReader reader, MaskPlan plan)
    {
        var reasons = plan.Reasons([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
        var lines = new List<string>();
        while (reader.Read() && lines.Count < 200)
            lines.Add(string.Join('\t', reasons.Select((r, i) => r is null ? Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) : "***")));
        return string.Join('\n', lines);
    }
}
