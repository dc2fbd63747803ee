namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>As what a result leaves.</summary>
public enum ExportFormat
{
    Csv,
    Json,
    Xlsx,
}
