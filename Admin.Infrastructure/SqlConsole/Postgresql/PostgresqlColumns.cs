using System.Data;
using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>The columns that a statement would give, which the server tells without running it.</summary>
/// <param name="Types">The server's numbers of their types.</param>
internal sealed record PostgresqlColumns(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<uint> Types)
{
    public static async Task<PostgresqlColumns> AskAsync(NpgsqlConnection connection, NpgsqlCommand command, CancellationToken ct)
    {
        var names = new List<string>();
        var types = new List<uint>();
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, ct))
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                names.Add(reader.GetName(i));
                types.Add(reader.GetDataTypeOID(i));
            }
        }
        var words = await WordsAsync(connection, [.. types.Distinct().Where(t => PostgresqlTypes.Name(t) is null)], ct);
        return new PostgresqlColumns([.. names.Select((n, i) => Column(n, types[i], words))], types);
    }

    private static ResultColumn Column(string name, uint type, Dictionary<uint, string> words) =>
        new(name, PostgresqlTypes.Name(type) ?? words.GetValueOrDefault(type), PostgresqlTypes.Kind(type));

    private static async Task<Dictionary<uint, string>> WordsAsync(NpgsqlConnection connection, IReadOnlyList<uint> types, CancellationToken ct)
    {
        var words = new Dictionary<uint, string>();
        if (types.Count == 0)
            return words;
        var query = new OwnQuery("SELECT t.oid::int8, pg_catalog.format_type(t.oid, NULL) FROM pg_catalog.pg_type AS t WHERE t.oid = ANY (")
            .AddValue($"{{{string.Join(',', types)}}}").Add("::pg_catalog.oid[])");
        await using var command = new PostgresqlStatement(query.ToQuery()).Command(connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            words[uint.Parse(reader.GetString(0), CultureInfo.InvariantCulture)] = reader.GetString(1);
        return words;
    }
}
