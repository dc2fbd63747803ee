using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>Runs a change inside the session's transaction and looks at some of its rows before and after.</summary>
internal sealed class MysqlChange(MysqlSession session, EngineChange change, CancellationToken ct)
{
    private const long SampleBytes = 1024 * 1024;
    private const int MaxKeyColumns = 100;

    public async Task<Result<(long Affected, ChangeSample? Sample)>> RunAsync(MysqlStatement statement)
    {
        if (await MysqlUndo.FindLastingAsync(session, statement.Sent.Text, ct) is { } table)
            return SqlConsoleErrors.NotTransactional(table);
        var before = change.Plain is { } plain ? await LookAsync(plain) : null;
        var affected = await ApplyAsync(statement);
        if (affected.Failed)
            return affected.Error;
        return (affected.Value, before is null ? null : await before.CompareAsync());
    }

    private async Task<Result<long>> ApplyAsync(MysqlStatement statement)
    {
        var prepared = await statement.PrepareAsync(session.Connection, ct);
        if (prepared.Failed)
            return prepared.Error;
        await using var command = statement.Command(session.Connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return reader.FieldCount == 0 ? Math.Max(0, reader.RecordsAffected) : SqlConsoleErrors.EngineRefused("what gives rows cannot be counted as a change");
    }

    /// <summary>A failed look gives no sample; the change itself says better what is wrong.</summary>
    private async Task<Look?> LookAsync(PlainChange plain)
    {
        try
        {
            var key = await RowsAsync(Key(plain.Table), MaxKeyColumns);
            var columns = key is null ? [] : key.Rows.Select(r => MysqlName.Quote((string)r[0]!)).ToList();
            var name = plain.Alias ?? plain.Table;
            var keys = string.Concat(columns.Select(c => $"{name}.{c}, "));
            var from = $"FROM {plain.Table}{(plain.Alias is null ? "" : $" AS {plain.Alias}")}";
            var query = new OwnQuery($"SELECT {keys}{name}.* {from} WHERE ").AddPart(plain.Condition, plain.Parameters)
                .Add(string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {change.SampleRows}"));
            return await RowsAsync(query, change.SampleRows) is { } rows ? new Look(this, plain, columns, rows) : null;
        }
        catch (MySqlException e) when (!MysqlFaults.IsLost(e) && e.ErrorCode is not (MySqlErrorCode.QueryInterrupted or MySqlErrorCode.CommandTimeoutExpired))
        {
            return null;
        }
    }

    private static OwnQuery Key(string table)
    {
        var parts = MysqlName.Parts(table);
        var query = new OwnQuery("SELECT COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE CONSTRAINT_NAME = 'PRIMARY' AND TABLE_SCHEMA = ");
        query = parts.Count > 1 ? query.AddValue(parts[^2]) : query.Add("DATABASE()");
        return query.Add(" AND TABLE_NAME = ").AddValue(parts[^1]).Add(" ORDER BY ORDINAL_POSITION");
    }

    private async Task<ResultBuffer?> RowsAsync(OwnQuery query, int rows)
    {
        var results = new ResultBuffer(rows, SampleBytes);
        var read = await MysqlRows.ReadAsync(session, new MysqlStatement(query.ToQuery()), results, ct);
        return read.Failed ? null : results;
    }

    /// <summary>Rows before a change; the first columns are their key, by which they are found again.</summary>
    private sealed class Look(MysqlChange owner, PlainChange plain, IReadOnlyList<string> key, ResultBuffer before)
    {
        public async Task<ChangeSample> CompareAsync()
        {
            var after = new List<object?[]>();
            foreach (var row in plain.IsDelete || key.Count == 0 ? [] : before.Rows)
            {
                var query = new OwnQuery($"SELECT * FROM {plain.Table} WHERE true");
                for (var i = 0; i < key.Count; i++)
                    query.Add($" AND {key[i]} = ").AddValue(row[i]);
                // A row whose own key has changed cannot be found again.
                if (await owner.RowsAsync(query, 1) is not { Rows: [var found] })
                    return Sample([]);
                after.Add(found);
            }
            return Sample(after);
        }

        private ChangeSample Sample(IReadOnlyList<object?[]> after) =>
            new([.. before.Columns.Skip(key.Count)], [.. before.Rows.Select(r => r[key.Count..])], after);
    }
}
