using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>Runs a change inside the session's transaction and looks at some of its rows before and after.</summary>
internal sealed class PostgresqlChange(PostgresqlSession session, EngineChange change, CancellationToken ct)
{
    private const long SampleBytes = 1024 * 1024;
    private const int MaxKeyColumns = 100;

    private const string Key = """
        SELECT pg_catalog.quote_ident(a.attname)
        FROM pg_catalog.pg_index AS i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indisprimary AND i.indrelid =
        """;

    public async Task<Result<(long Affected, ChangeSample? Sample)>> RunAsync(PostgresqlStatement statement)
    {
        var before = change.Plain is { } plain ? await AsideAsync(() => LookAsync(plain)) : null;
        await using var batch = statement.Batch(session.Connection);
        var affected = await batch.ExecuteNonQueryAsync(ct);
        // Only these can be counted, and so be confirmed by their count.
        if (batch.BatchCommands[0].StatementType is not (StatementType.Insert or StatementType.Update or StatementType.Delete or StatementType.Merge))
            return SqlConsoleErrors.EngineRefused("it does not change rows");
        return (Math.Max(0, affected), before is null ? null : await AsideAsync(before.CompareAsync));
    }

    /// <summary>
    /// A look that fails, or is given up because its rows are too many, would end the transaction. So it has a savepoint, and
    /// gives nothing; the change itself says better what is wrong.
    /// </summary>
    private async Task<T?> AsideAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        await session.RunAsync("SAVEPOINT look", ct);
        T? seen;
        try
        {
            seen = await look();
        }
        catch (PostgresException e) when (!ct.IsCancellationRequested && e.SqlState[..2] is not ("08" or "57"))
        {
            seen = null;
        }
        await session.RunAsync("ROLLBACK TO SAVEPOINT look", ct);
        return seen;
    }

    private async Task<Look?> LookAsync(PlainChange plain)
    {
        var key = await RowsAsync(new OwnQuery(Key).AddValue(plain.Table).Add("::pg_catalog.regclass ORDER BY k.place"), MaxKeyColumns);
        var columns = key is null ? [] : key.Rows.Select(r => (string)r[0]!).ToList();
        var name = plain.Alias ?? plain.Table;
        var keys = string.Concat(columns.Select(c => $"{name}.{c}::text, "));
        var from = $"FROM {plain.Table}{(plain.Alias is null ? "" : $" AS {plain.Alias}")}";
        var query = new OwnQuery($"SELECT {keys}{name}.* {from} WHERE ").AddPart(plain.Condition, plain.Parameters);
        var rows = await RowsAsync(query.Add(string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {change.SampleRows}")), change.SampleRows);
        return rows is null ? null : new Look(this, plain, columns, rows);
    }

    private async Task<ResultBuffer?> RowsAsync(OwnQuery query, int rows)
    {
        var results = new ResultBuffer(rows, SampleBytes);
        var read = await PostgresqlRows.ReadAsync(session, new PostgresqlStatement(query.ToQuery()), results, ct);
        return read.Failed ? null : results;
    }

    /// <summary>Rows before a change; the first columns are their key as text, by which they are found again.</summary>
    private sealed class Look(PostgresqlChange owner, PlainChange plain, IReadOnlyList<string> key, ResultBuffer before)
    {
        public async Task<ChangeSample?> CompareAsync()
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
