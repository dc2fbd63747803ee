using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>Names an export after its data source and the minute (UTC) its run began: <c>sample-shop-20250131-0915.csv</c>.</summary>
internal static class ExportFileName
{
    private const int MaxName = 60;

    public static string Of(QueryRun run, ExportFormat format) =>
        $"{Safe(run.SourceName)}-{run.StartedAt.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.{SnakeCase.Of(format)}";

    // Letters and digits only, so that no path, header or shell reads anything into it.
    private static string Safe(string name)
    {
        var words = string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var safe = string.Join('-', words);
        return safe.Length == 0 ? "result" : safe.Length > MaxName ? safe[..MaxName] : safe;
    }
}
