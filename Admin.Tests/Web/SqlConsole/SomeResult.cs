using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Web.SqlConsole;

/// <summary>Results made by hand.</summary>
internal static class SomeResult
{
    public static ResultColumn Number(string name) => new(name, "integer", ColumnKind.Number);

    public static ResultColumn Text(string name) => new(name, "text");

    public static ResultColumn Hidden(string name) => new(name, "text", ColumnKind.Text, "personal data");

    public static ResultBuffer Of(ResultColumn[] columns, params object?[][] rows)
    {
        var results = new ResultBuffer(100_000, long.MaxValue);
        results.Describe(columns);
        foreach (var row in rows)
            results.Add(row, 1);
        return results;
    }

    /// <summary>One column, one value per row.</summary>
    public static ResultBuffer Of(ResultColumn column, params object?[] values) => Of([column], [.. values.Select(v => new[] { v })]);
}
