using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Takes what the reader must not see out of the rows of a preview.</summary>
internal static class ChangeMask
{
    public static ChangeReport Apply(ReadMask? mask, ChangeReport report)
    {
        if (mask is null || report.Sample is not { } sample)
            return report;
        var (columns, before) = Through(mask, sample.Columns, sample.Before);
        var (_, after) = Through(mask, sample.Columns, sample.After);
        return report with { Sample = new ChangeSample(columns, before, after) };
    }

    private static (IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Rows) Through(ReadMask mask, IReadOnlyList<ResultColumn> columns, IReadOnlyList<object?[]> rows)
    {
        var buffer = new ResultBuffer(Math.Max(rows.Count, 1), long.MaxValue, mask.Result);
        buffer.Describe(columns);
        foreach (var row in rows)
            buffer.Add([.. row], 0);
        return (buffer.Columns, [.. buffer.Rows]);
    }
}
