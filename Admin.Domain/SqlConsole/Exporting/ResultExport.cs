using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>A result that may leave; recorded, not yet written.</summary>
/// <param name="FileName">Safe as a file's name everywhere.</param>
public sealed record ResultExport(RunAnswer Answer, ExportFormat Format, string FileName)
{
    public string ContentType => Format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Json => "application/json; charset=utf-8",
        ExportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>Writes row by row and never blocks; no more than one row and the target's own buffer stand in memory besides the result.</summary>
    public Task WriteAsync(Stream target, CancellationToken ct) => Format switch
    {
        ExportFormat.Csv => ResultCsv.WriteAsync(Answer.Results, target, ct),
        ExportFormat.Json => ResultJson.WriteAsync(Answer, target, ct),
        ExportFormat.Xlsx => ResultXlsx.WriteAsync(Answer.Results, target, ct),
    };
}
