using Admin.Domain.Common;
using Admin.Domain.Messaging.Importing;
using MudBlazor;

namespace Admin.Web.Features.Importing;

/// <summary>Keys of the words for closed lists, and how a state looks.</summary>
internal static class ImportWords
{
    public static string State(ContactImportState state) => "State_" + SnakeCase.Of(state);

    public static string Use(ColumnUse use) => "Use_" + SnakeCase.Of(use);

    public static string Reason(string reason) => "Reason_" + reason;

    public static string Encoding(CsvEncoding encoding) => "Encoding_" + SnakeCase.Of(encoding);

    public static string Separator(CsvSeparator separator) => "Separator_" + SnakeCase.Of(separator);

    public static string Existing(ExistingContacts existing) => "Existing_" + SnakeCase.Of(existing);

    /// <summary>An icon, and the status whose colour it shares.</summary>
    public static (string Icon, string Status) Look(ContactImportState state) => state switch
    {
        ContactImportState.Uploading => (Icons.Material.Outlined.UploadFile, "sending"),
        ContactImportState.Uploaded => (Icons.Material.Outlined.ViewColumn, "draft"),
        ContactImportState.Checking => (Icons.Material.Outlined.FactCheck, "sending"),
        ContactImportState.Checked => (Icons.Material.Outlined.FactCheck, "draft"),
        ContactImportState.Importing => (Icons.Material.Outlined.PlayArrow, "running"),
        ContactImportState.Completed => (Icons.Material.Outlined.CheckCircle, "completed"),
        ContactImportState.Failed => (Icons.Material.Outlined.ErrorOutline, "failed"),
        ContactImportState.Cancelled => (Icons.Material.Outlined.Block, "cancelled"),
    };

    /// <summary>Which of the four steps a state is at: 0 upload, 1 columns, 2 check, 3 import, 4 done.</summary>
    public static int Step(ContactImportState state) => state switch
    {
        ContactImportState.Uploading => 0,
        ContactImportState.Uploaded => 1,
        ContactImportState.Checking or ContactImportState.Checked => 2,
        ContactImportState.Importing => 3,
        ContactImportState.Completed or ContactImportState.Failed or ContactImportState.Cancelled => 4,
    };

    public static string Size(long bytes) => bytes switch
    {
        >= 1024 * 1024 => $"{bytes / (1024d * 1024):N1} MB",
        >= 1024 => $"{bytes / 1024d:N0} KB",
        _ => $"{bytes:N0} B",
    };
}
