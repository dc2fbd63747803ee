using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;

namespace Admin.Web.Features.Importing;

/// <summary>What a person is deciding about an import, as the form holds it.</summary>
internal sealed class ImportForm
{
    public ImportForm(ContactImportView import)
    {
        (Encoding, Separator, HasHeader) = (import.Format.Encoding, import.Format.Separator, import.Format.HasHeader);
        Columns = [.. import.Columns.Select(c => new ImportColumnForm(c))];
        Lists = [.. import.Lists];
        NewList = import.NewList;
        Tags = string.Join(", ", import.Tags);
        Consent = import.Consent;
        ConsentSource = import.ConsentSource;
        Existing = import.Existing;
    }

    public CsvEncoding Encoding { get; set; }

    public CsvSeparator Separator { get; set; }

    public bool HasHeader { get; set; }

    public List<ImportColumnForm> Columns { get; private set; }

    public HashSet<ContactListId> Lists { get; }

    public string? NewList { get; set; }

    /// <summary>Separated by commas.</summary>
    public string? Tags { get; set; }

    public ConsentPurpose? Consent { get; set; }

    public string? ConsentSource { get; set; }

    public ExistingContacts Existing { get; set; }

    public ImportFormat Format => new(Encoding, Separator, HasHeader);

    /// <summary>Read in another way, the file has other columns: what was chosen for the former ones says nothing of these.</summary>
    public void TakeColumns(IReadOnlyList<ImportColumn> columns) => Columns = [.. columns.Select(c => new ImportColumnForm(c))];

    public void Put(ContactListId list, bool isOn)
    {
        if (isOn)
            Lists.Add(list);
        else
            Lists.Remove(list);
    }

    public IReadOnlyList<ImportColumn> ToColumns() => Columns.ConvertAll(c => c.ToColumn());

    public ImportSettings ToSettings() => new(
        Encoding,
        Separator,
        HasHeader,
        ToColumns(),
        [.. Lists],
        NewList,
        (Tags ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Consent,
        ConsentSource,
        Existing);
}

/// <summary>One column, as the form holds it.</summary>
internal sealed class ImportColumnForm(ImportColumn column)
{
    public string Name => column.Name;

    public ColumnUse Use { get; set; } = column.Use;

    /// <summary>The field's name; kept while another use is tried.</summary>
    public string? Field { get; set; } = column.Field ?? ColumnProposal.FieldName(column.Name);

    public ImportColumn ToColumn() => new(column.Name, Use, Use == ColumnUse.Field ? Field?.Trim().ToLowerInvariant() : null);
}
