using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What a person decides about an import before it is checked.</summary>
/// <param name="Columns">One for each column of the file, in their order.</param>
/// <param name="Lists">Lists that everybody of the file is put on.</param>
/// <param name="NewList">Name of a list that is made for them, besides; empty: none.</param>
/// <param name="Tags">Tags that everybody of the file gets.</param>
/// <param name="Consent">What everybody of the file consented to, except where the consent column says no; null records nothing.</param>
/// <param name="ConsentSource">Where that consent comes from, in words.</param>
public sealed record ImportSettings(
    CsvEncoding Encoding,
    CsvSeparator Separator,
    bool HasHeader,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<ContactListId> Lists,
    string? NewList,
    IReadOnlyList<string> Tags,
    ConsentPurpose? Consent,
    string? ConsentSource,
    ExistingContacts Existing);
