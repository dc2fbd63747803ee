using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Makes rows of records, as the columns say.</summary>
/// <param name="region">ISO 3166 region of phones without a country code.</param>
/// <param name="looksForMixed">The file mixes encodings and is read as Windows-1252: rows that were UTF-8 are rejected.</param>
public sealed class ImportRowRules(IReadOnlyList<ImportColumn> columns, IPhoneNumbers phones, string region, bool looksForMixed)
{
    private readonly int _phone = columns.Select(c => c.Use).ToList().IndexOf(ColumnUse.Phone);

    /// <summary>The row, or why it is not imported (a code of <see cref="RejectReasons"/>).</summary>
    public (ImportRow? Row, string? Reason) Read(IReadOnlyList<string> fields)
    {
        if (!HasItsColumns(fields))
            return (null, RejectReasons.WrongNumberOfColumns);
        if (looksForMixed && fields.Any(f => CsvEncodings.LooksLikeUtf8(f)))
            return (null, RejectReasons.Unreadable);
        if (_phone < 0 || fields[_phone].Length == 0)
            return (null, RejectReasons.PhoneMissing);
        if (phones.Normalize(fields[_phone], region) is not { } phone)
            return (null, RejectReasons.PhoneInvalid);

        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] tags = [];
        var consents = true;
        for (var i = 0; i < columns.Count; i++)
        {
            var (column, text) = (columns[i], fields[i]);
            switch (column.Use)
            {
                case ColumnUse.Name when text.Length > 0:
                    values[ContactFields.NameField] = text;
                    break;
                case ColumnUse.Field when text.Length > 0:
                    values[column.Field!] = text;
                    break;
                case ColumnUse.Tags:
                    tags = ImportRules.Tags(text);
                    break;
                case ColumnUse.Consent:
                    consents = ImportRules.SaysYes(text);
                    break;
                default:
                    break;
            }
        }

        var row = new ImportRow(phone, values, tags, consents);
        // Whichever column it came from.
        if (row.Name.Length > Contact.NameMaxLength)
            return (null, RejectReasons.NameTooLong);
        if (tags.Length > ContactRules.MaxTags || !tags.All(ContactTag.IsName))
            return (null, RejectReasons.TagInvalid);
        return Fits(row) ? (row, null) : (null, RejectReasons.FieldsTooLong);
    }

    /// <summary>Whether a contact can hold all of its fields.</summary>
    internal static bool Fits(ImportRow row) => row.Fields.Count <= ContactFields.MaxCount && !IsTooLong(row);

    // What is longer than the columns and empty is only separators at the end.
    private bool HasItsColumns(IReadOnlyList<string> fields)
    {
        if (fields.Count < columns.Count)
            return false;
        for (var i = columns.Count; i < fields.Count; i++)
        {
            if (fields[i].Length > 0)
                return false;
        }

        return true;
    }

    // Serialized only where it can matter: escaping makes a text six times as long at most.
    private static bool IsTooLong(ImportRow row)
    {
        var length = 2;
        foreach (var (name, text) in row.Fields)
            length += name.Length + text.Length + 6;
        return length * 6 > Contact.FieldsMaxLength && row.FieldsJson.Length > Contact.FieldsMaxLength;
    }
}
