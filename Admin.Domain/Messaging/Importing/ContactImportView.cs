using System.Text.Json;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>An import as it stands, without anybody's data: what could be a phone in the names of file and columns is masked for all.</summary>
/// <param name="CreatedByName">Who began it; null in what is live, and where the person is gone.</param>
/// <param name="Reasons">How many rows were rejected for which reason.</param>
/// <param name="CanDownload">Its rejected rows are still kept.</param>
public sealed record ContactImportView(
    ContactImportId Id,
    string FileName,
    long Bytes,
    long ReceivedBytes,
    ContactImportState State,
    ImportFormat Format,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<ContactListId> Lists,
    string NewList,
    IReadOnlyList<string> Tags,
    ConsentPurpose? Consent,
    string ConsentSource,
    ExistingContacts Existing,
    int Rows,
    int Duplicates,
    int Rejected,
    IReadOnlyDictionary<string, int> Reasons,
    IReadOnlyList<RejectedLine> FirstRejected,
    int Done,
    long ReadBytes,
    int Added,
    int Updated,
    int Unchanged,
    string? Fault,
    string? CreatedByName,
    DateTime CreatedAt,
    DateTime? StartedAt,
    DateTime? FinishedAt,
    bool CanDownload)
{
    /// <summary>People that it is about, each once.</summary>
    public int People => Rows - Duplicates - Rejected;

    public bool IsEnded => State is ContactImportState.Completed or ContactImportState.Failed or ContactImportState.Cancelled;

    /// <summary>Done of the step under way, in percent.</summary>
    public int Percent => State switch
    {
        ContactImportState.Uploading => Share(ReceivedBytes, Bytes),
        ContactImportState.Checking => Share(ReadBytes, Bytes),
        ContactImportState.Importing => Share(Done, Rows - Rejected),
        ContactImportState.Completed => 100,
        ContactImportState.Uploaded or ContactImportState.Checked or ContactImportState.Failed or ContactImportState.Cancelled => 0,
    };

    internal static ContactImportView Of(ContactImport i, string? createdByName) => new(
        i.Id,
        PhoneMask.InText(i.FileName),
        i.Bytes,
        i.ReceivedBytes,
        i.State,
        i.Format,
        [.. i.Columns.Select(c => c with { Name = PhoneMask.InText(c.Name) })],
        [.. i.Lists.Select(ContactListId.From)],
        i.NewList,
        i.Tags,
        i.Consent,
        i.ConsentSource,
        i.Existing,
        i.Rows,
        i.Duplicates,
        i.Rejected,
        JsonSerializer.Deserialize<Dictionary<string, int>>(i.ReasonsJson)!,
        JsonSerializer.Deserialize<List<RejectedLine>>(i.FirstRejectedJson)!,
        i.Done,
        i.ReadBytes,
        i.Added,
        i.Updated,
        i.Unchanged,
        i.Fault,
        createdByName,
        i.CreatedAt,
        i.StartedAt,
        i.FinishedAt,
        i.Rejected > 0 && !i.IsForgotten);

    private static int Share(long part, long whole) => whole <= 0 ? 0 : (int)Math.Clamp(part * 100 / whole, 0, 100);
}
