using Admin.Web.Api;

namespace Admin.Web.Features.Secrets;

/// <summary>What an export can be.</summary>
internal sealed record SecretExportChoice(SecretExportFormat Format, bool Values, string TextKey)
{
    public static IReadOnlyList<SecretExportChoice> All { get; } =
    [
        new(SecretExportFormat.Csv, false, nameof(SecretManyTexts.ExportNamesCsv)),
        new(SecretExportFormat.Json, false, nameof(SecretManyTexts.ExportNamesJson)),
        new(SecretExportFormat.Env, true, nameof(SecretManyTexts.ExportValuesEnv)),
        new(SecretExportFormat.Json, true, nameof(SecretManyTexts.ExportValuesJson)),
    ];
}
