using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>Calls an engine past the guard, with parameters found as the console finds them.</summary>
internal sealed class EngineCalls(IDatabaseEngine engine, ConnectionTarget target)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<(Result<RunReport> Report, ResultBuffer Results)> ReadAsync(string statement, params object?[] values)
    {
        var results = new ResultBuffer(10_000, 20 * 1024 * 1024);
        return (await ReadAsync(statement, results, values), results);
    }

    public Task<Result<RunReport>> ReadAsync(string statement, ResultBuffer results, params object?[] values) =>
        engine.ReadAsync(target, Query(statement, values), results, CancellationToken.None).WaitAsync(Patience);

    /// <summary>The rows of a statement that must not fail.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string statement, params object?[] values)
    {
        var (report, results) = await ReadAsync(statement, values);
        Assert.Null(report.Error);
        return results.Rows;
    }

    public async Task<Error> ErrorAsync(string statement, params object?[] values)
    {
        var (report, _) = await ReadAsync(statement, values);
        Assert.NotNull(report.Error);
        return report.Error;
    }

    public Task<Result<ChangeReport>> ChangeAsync(string statement, long? expected, PlainChange? plain = null) =>
        engine.ChangeAsync(target with { Mode = AccessMode.Write }, Query(statement), new EngineChange(expected, plain), CancellationToken.None).WaitAsync(Patience);

    public EngineQuery Query(string statement, params object?[] values)
    {
        var names = new List<string>();
        var used = StatementParameters.Of(statement, SqlLexer.Read(statement, LexRules.Of(target.Engine)).Tokens);
        var parameters = used.Select((p, i) =>
        {
            var name = p.Name.Length > 0 ? p.Name : $"{i + 1}";
            if (!names.Contains(name))
                names.Add(name);
            return new BoundParameter(name, p.Position, 1 + p.Name.Length, values[names.IndexOf(name)]);
        });
        return new EngineQuery(statement, [.. parameters], TimeSpan.FromSeconds(20), "ana 7f3");
    }

    public static object? Arg(Error error, string name) => error.Args.FirstOrDefault(a => a.Key == name).Value;
}
