using System.Text;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>A result as CSV: UTF-8 with a byte order mark, because spreadsheets guess wrongly without; nothing in it can become a formula.</summary>
internal static class ResultCsv
{
    public static async Task WriteAsync(ResultBuffer results, Stream target, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvField.Line(results.Columns.Select(c => c.Name)).AsMemory(), ct);
        foreach (var row in results.Rows)
            await writer.WriteAsync((string.Join(',', row.Select(Field)) + "\r\n").AsMemory(), ct);
    }

    // A number is no formula: minus five stays minus five.
    private static string? Field(object? value) => value is long or double or decimal ? ExportText.Of(value) : CsvField.Of(ExportText.Of(value));
}
