using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Whether what a person decided can be done.</summary>
internal static class ImportSettingsRules
{
    /// <summary>All faults joined; null when there are none.</summary>
    public static Error? Fault(ContactImport import, ImportSettings settings)
    {
        var sameReading = settings.Encoding == import.Encoding && settings.Separator == import.Separator;
        List<Error> faults = [.. Columns(settings.Columns)];
        if (sameReading && settings.Columns.Count != import.Columns.Count)
            faults.Add(ImportErrors.ColumnsDiffer);
        if (settings.Lists.Distinct().Count() > ImportRules.MaxLists)
            faults.Add(ImportErrors.TooManyLists);
        if (!string.IsNullOrWhiteSpace(settings.NewList) && !ContactList.IsName(settings.NewList))
            faults.Add(ImportErrors.ListNameInvalid);
        if (ContactRules.ReadTags(settings.Tags) is { Failed: true } tags)
            faults.Add(tags.Error!);
        if (settings.Consent is not null && !ContactRules.IsConsentSource(settings.ConsentSource))
            faults.Add(ContactErrors.ConsentSourceInvalid);
        return Error.Join(faults);
    }

    private static IEnumerable<Error> Columns(IReadOnlyList<ImportColumn> columns)
    {
        if (columns.Count > ImportColumn.MaxColumns)
            yield return ImportErrors.TooManyColumns;
        if (columns.All(c => c.Use != ColumnUse.Phone))
            yield return ImportErrors.NoPhoneColumn;
        foreach (var column in columns.Where(c => c.Use == ColumnUse.Field))
        {
            // What reads otherwise when it is cleaned could not be named by a template.
            if (string.IsNullOrEmpty(column.Field) || ImportRules.FieldName(column.Field) != column.Field)
                yield return ImportErrors.FieldNameInvalid(column.Field ?? "");
        }

        foreach (var twice in columns.Select(Meaning).OfType<string>().GroupBy(m => m, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return ImportErrors.ColumnTwice(twice.Key);
    }

    private static string? Meaning(ImportColumn column) => column.Use switch
    {
        ColumnUse.Ignored => null,
        ColumnUse.Phone => ContactFields.PhoneField,
        ColumnUse.Name => ContactFields.NameField,
        ColumnUse.Tags or ColumnUse.Consent => SnakeCase.Of(column.Use),
        ColumnUse.Field => column.Field,
    };
}
