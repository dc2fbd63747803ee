using System.Collections.Frozen;
using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// One statement, handed to the server as the value of a variable from which it prepares exactly one statement: it refuses a
/// second one itself. The driver would split a text at what it takes for semicolons and run each part.
/// </summary>
internal sealed class MysqlStatement
{
    private static readonly FrozenSet<string> Looking = new[] { "SHOW", "DESCRIBE", "DESC", "EXPLAIN" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly List<object?> _values = [];
    private readonly bool _isProbed;

    /// <param name="prefix">Words of the console's own in front, such as EXPLAIN; such a statement needs no probe.</param>
    public MysqlStatement(EngineQuery query, string prefix = "")
    {
        Sent = SentStatement.Make(query, parameter =>
        {
            _values.Add(parameter.Value);
            return "?";
        }, prefix);
        _isProbed = prefix.Length == 0 && !Looking.Contains(FirstWord(query.Text));
    }

    public SentStatement Sent { get; }

    /// <summary>Lets the server look at the statement, and refuses what neither reads nor changes rows: locks, settings, calls, definitions.</summary>
    public async Task<Result> PrepareAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var set = new MySqlCommand($"SET @admin_text = @text{string.Concat(_values.Select((_, i) => $", {Variable(i)} = {Given(i)}"))}", connection);
        set.Parameters.AddWithValue("@text", Sent.Text);
        for (var i = 0; i < _values.Count; i++)
            set.Parameters.AddWithValue($"@p{i}", _values[i] ?? DBNull.Value);
        await set.ExecuteNonQueryAsync(ct);
        var isPlain = !_isProbed || await CanBeExplainedAsync(connection, ct);
        // Before a statement is refused for its kind, the server may say what is wrong with its words.
        await using var prepare = new MySqlCommand("PREPARE admin_statement FROM @admin_text", connection);
        await prepare.ExecuteNonQueryAsync(ct);
        return isPlain ? Result.Ok : SqlConsoleErrors.EngineRefused("it neither reads nor changes rows");
    }

    /// <summary>Runs what has been prepared.</summary>
    public MySqlCommand Command(MySqlConnection connection)
    {
        var variables = string.Join(", ", _values.Select((_, i) => Variable(i)));
        return new MySqlCommand($"EXECUTE admin_statement{(variables.Length == 0 ? "" : " USING ")}{variables}", connection);
    }

    /// <summary>
    /// The server's grammar has EXPLAIN with a format for statements that read or change rows and for no others; without a format
    /// it also describes a table, and many a command passes for a table's name. Nothing is run.
    /// </summary>
    private static async Task<bool> CanBeExplainedAsync(MySqlConnection connection, CancellationToken ct)
    {
        try
        {
            const string Probe = "SET @admin_probe = CONCAT('EXPLAIN FORMAT=JSON ', @admin_text); PREPARE admin_probe FROM @admin_probe";
            await using var probe = new MySqlCommand(Probe, connection);
            await probe.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.ParseError or MySqlErrorCode.SyntaxError or MySqlErrorCode.UnsupportedPreparedStatement)
        {
            return false;
        }
        catch (MySqlException e) when (!MysqlFaults.IsLost(e) && e.ErrorCode is not (MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired))
        {
            // It was understood, and something else is wrong with it, or only with explaining it.
            return true;
        }
    }

    // A number with a point is a decimal to the server, unless it is added to one with an exponent.
    private string Given(int i) => _values[i] is double ? $"@p{i} + 0e0" : $"@p{i}";

    private static string Variable(int i) => string.Create(CultureInfo.InvariantCulture, $"@admin_{i}");

    // Comments in front count as no word; such a statement is probed, and one that only looks is then refused.
    private static string FirstWord(string text) => new([.. text.TrimStart().TakeWhile(char.IsAsciiLetter)]);
}
