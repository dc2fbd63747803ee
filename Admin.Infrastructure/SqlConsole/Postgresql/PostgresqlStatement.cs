using System.Globalization;
using Admin.Domain.SqlConsole.Engines;
using Npgsql;
using NpgsqlTypes;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>One statement with its parameters, in the server's words.</summary>
internal sealed class PostgresqlStatement
{
    private readonly List<object?> _values = [];

    public PostgresqlStatement(EngineQuery query, string prefix = "")
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        Sent = SentStatement.Make(query, parameter => Sign(numbers, parameter), prefix);
    }

    public SentStatement Sent { get; }

    /// <summary>
    /// A command whose text goes to the server as it stands, for the server to refuse when it holds two statements. The driver
    /// reads, and at every semicolon splits, a text without positional parameters; so there always is one, which nothing uses.
    /// Values are asked for as text: the server knows how to write each of its types.
    /// </summary>
    public NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Sent.Text, connection) { AllResultTypesAreUnknown = true };
        foreach (var value in _values)
            command.Parameters.Add(Parameter(value));
        command.Parameters.Add(new NpgsqlParameter { Value = 0, NpgsqlDbType = NpgsqlDbType.Integer });
        return command;
    }

    /// <summary>For a statement whose rows are of no interest, but whose kind is: a batch tells it, and its text is never split.</summary>
    public NpgsqlBatch Batch(NpgsqlConnection connection)
    {
        var command = new NpgsqlBatchCommand(Sent.Text);
        foreach (var value in _values)
            command.Parameters.Add(Parameter(value));
        return new NpgsqlBatch(connection) { BatchCommands = { command } };
    }

    // A name that is used twice is one parameter, so that SELECT :a … GROUP BY :a is one expression to the server.
    private string Sign(Dictionary<string, int> numbers, BoundParameter parameter)
    {
        if (!numbers.TryGetValue(parameter.Name, out var number))
        {
            _values.Add(parameter.Value);
            numbers.Add(parameter.Name, number = _values.Count);
        }
        return string.Create(CultureInfo.InvariantCulture, $"${number}");
    }

    private static NpgsqlParameter Parameter(object? value) => new()
    {
        Value = value ?? DBNull.Value,
        // The server finds out what a text is compared with: a date, an enum, a number.
        NpgsqlDbType = value switch
        {
            bool => NpgsqlDbType.Boolean,
            long => NpgsqlDbType.Bigint,
            double => NpgsqlDbType.Double,
            decimal => NpgsqlDbType.Numeric,
            byte[] => NpgsqlDbType.Bytea,
            null or string => NpgsqlDbType.Unknown,
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}.", nameof(value)),
        },
    };
}
