using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using StackExchange.Redis;

namespace Admin.E2E.Fixtures;

/// <summary>Everything in which an application could keep something: tables, files, keys of Redis. What it does not know of is a fault.</summary>
internal sealed class Stores(string directory, ConnectionMultiplexer redis)
{
    /// <summary>Plays WhatsApp, which keeps what it was given; no part of the product in production.</summary>
    private const string Simulator = "simulator.db";

    /// <summary>What is kept under keys of Redis: counters, and results of queries, which are sealed.</summary>
    private static readonly string[] Families = ["rl:{", ":result:", ":results:"];

    /// <summary>Where the canary stands, each place once.</summary>
    public async Task<IReadOnlyList<string>> FindAsync() =>
        [.. (await InTablesAsync()).Concat(await InFilesAsync()).Concat(await InRedisAsync()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Keys of results of queries, whose values nobody can look into.</summary>
    public IReadOnlyList<string> KeptResults() => [.. Keys().Select(k => k.ToString()).Where(k => k.Contains(":result:", StringComparison.Ordinal))];

    public async Task<IReadOnlyList<string>> InFilesAsync()
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith(Simulator, StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            Note(found, $"the file {Path.GetRelativePath(directory, file)}", content.GetBuffer().AsSpan(0, (int)content.Length));
            Note(found, $"the name of the file {Path.GetRelativePath(directory, file)}", Encoding.UTF8.GetBytes(Path.GetFileName(file)));
        }

        return found;
    }

    private async Task<List<string>> InTablesAsync()
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(directory, "admin.db")};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await db.OpenAsync();
        var tables = new List<string>();
        await using (var names = db.CreateCommand())
        {
            names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
            await using var reader = await names.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }

        Assert.True(tables.Count > 60, $"Only {tables.Count} tables were found.");
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var all = db.CreateCommand();
            all.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await all.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                    Note(found, $"{table}.{reader.GetName(i)}", reader.GetValue(i) as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? ""));
            }
        }

        return found;
    }

    private async Task<List<string>> InRedisAsync()
    {
        var found = new List<string>();
        var db = redis.GetDatabase();
        foreach (var key in Keys())
        {
            Assert.True(Families.Any(f => key.ToString().Contains(f, StringComparison.Ordinal)), $"Nobody said what {key} holds: name its family, and see that an erasure reaches it.");
            Note(found, $"the key {key}", Encoding.UTF8.GetBytes(key.ToString()));
            foreach (var value in await ValuesAsync(db, key))
                Note(found, $"the value of {key}", (byte[]?)value ?? []);
        }

        return found;
    }

    private IEnumerable<RedisKey> Keys() => redis.GetServers().SelectMany(s => s.Keys());

    private static async Task<IEnumerable<RedisValue>> ValuesAsync(IDatabase db, RedisKey key) => await db.KeyTypeAsync(key) switch
    {
        RedisType.String => [await db.StringGetAsync(key)],
        RedisType.Hash => (await db.HashGetAllAsync(key)).SelectMany(e => new[] { e.Name, e.Value }),
        RedisType.Set => await db.SetMembersAsync(key),
        RedisType.SortedSet => await db.SortedSetRangeByRankAsync(key),
        RedisType.List => await db.ListRangeAsync(key),
        // It has expired since.
        RedisType.None => [],
        var other => throw new InvalidOperationException($"{key} is a {other}, which nobody can search yet."),
    };

    private static void Note(List<string> found, string place, ReadOnlySpan<byte> content)
    {
        if (PersonCanary.FormIn(content) is { } form)
            found.Add($"{place} ({form})");
    }
}
