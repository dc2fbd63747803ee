using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What the audit says of imports: ids and counts, never whose data it was.</summary>
internal static class ContactImportActs
{
    public const string Subject = "contact_import";

    public static AuditAct Started(ContactImport import)
    {
        var act = Of("contact_import.started", import, ("rows", import.Rows), ("people", import.People), ("lists", import.Lists.Count));
        var details = new Dictionary<string, string>(act.Details!, StringComparer.Ordinal)
        {
            ["existing"] = SnakeCase.Of(import.Existing),
            ["consent"] = import.Consent is { } purpose ? SnakeCase.Of(purpose) : "none",
        };
        return act with { Details = details };
    }

    public static AuditAct Completed(ContactImport import) => Of("contact_import.completed", import, Counts(import));

    public static AuditAct Cancelled(ContactImport import) => Of("contact_import.cancelled", import, Counts(import));

    public static AuditAct Failed(ContactImport import) => Of("contact_import.failed", import, Counts(import)) with { Outcome = AuditOutcome.Failed };

    /// <summary>Somebody took the rejected rows, which hold people's data, out as a file.</summary>
    public static AuditAct Downloaded(ContactImport import) => Of("contact_import.rejected_downloaded", import, ("rejected", import.Rejected));

    private static (string, int)[] Counts(ContactImport import) =>
        [("added", import.Added), ("updated", import.Updated), ("unchanged", import.Unchanged), ("duplicates", import.Duplicates), ("rejected", import.Rejected)];

    private static AuditAct Of(string action, ContactImport import, params (string Name, int Value)[] counts) =>
        new(action, Subject, import.Id.ToString(), Details: counts.ToDictionary(c => c.Name, c => c.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal));
}
