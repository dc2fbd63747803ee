using System.Globalization;
using System.Text;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What the columns of a file likely are, by their names in either language.</summary>
public static class ColumnProposal
{
    // In the order of preference: a file with "telefone" and "whatsapp" means the latter, and keeps the other as a field.
    private static readonly string[] Phones =
    [
        "phone", "whatsapp", "numero_whatsapp", "whatsapp_number", "wpp", "zap", "phone_number", "phonenumber", "mobile", "mobile_phone", "mobile_number", "cell", "cell_phone", "cellphone",
        "celular", "numero_celular", "telefone_celular", "cel", "telefone", "numero_de_telefone", "numero_telefone", "fone", "tel", "telephone", "msisdn", "numero", "number", "contato",
    ];

    private static readonly string[] PersonNames = ["name", "nome", "full_name", "fullname", "nome_completo", "contact_name", "nome_do_contato", "nome_contato", "nome_do_cliente", "nome_cliente", "cliente", "customer", "customer_name"];

    private static readonly string[] TagNames = ["tags", "tag", "etiquetas", "etiqueta", "labels", "label", "marcadores", "marcador"];

    private static readonly string[] Consents = ["consent", "consentimento", "opt_in", "optin", "aceite", "aceita", "aceita_marketing", "aceite_marketing", "aceita_receber", "autorizacao", "autoriza", "lgpd", "marketing_consent"];

    /// <param name="names">The first line, or empty names where the file has none.</param>
    /// <param name="phoneColumn">Which column holds phones by its values; used when no name says it.</param>
    public static IReadOnlyList<ImportColumn> Of(IReadOnlyList<string> names, int? phoneColumn)
    {
        var keys = names.Select(Key).ToArray();
        var phone = First(keys, Phones) ?? phoneColumn;
        var name = First(keys, PersonNames);
        var tags = First(keys, TagNames);
        var consent = First(keys, Consents);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        if (name is not null)
            taken.Add(ContactFields.NameField);
        return [.. names.Select((n, i) =>
        {
            var shown = n.Length > ImportColumn.NameMaxLength ? n[..ImportColumn.NameMaxLength] : n;
            if (i == phone)
                return new ImportColumn(shown, ColumnUse.Phone);
            if (i == name)
                return new ImportColumn(shown, ColumnUse.Name);
            if (i == tags)
                return new ImportColumn(shown, ColumnUse.Tags);
            if (i == consent)
                return new ImportColumn(shown, ColumnUse.Consent);
            // A second column of a name, and one without any, is left out until somebody says what it is.
            return FieldName(n) is { } field && taken.Add(field) ? new ImportColumn(shown, ColumnUse.Field, field) : new ImportColumn(shown, ColumnUse.Ignored);
        })];
    }

    /// <summary>The name that a field gets: as templates write it, lower case. Null where the column has no usable one.</summary>
    public static string? FieldName(string? name) => ImportRules.FieldName(name) is { Length: > 0 } field ? field : null;

    private static int? First(string[] keys, string[] wanted)
    {
        foreach (var word in wanted)
        {
            var i = Array.IndexOf(keys, word);
            if (i >= 0)
                return i;
        }

        return null;
    }

    // "Número de Telefone" and "numero_de_telefone" are one.
    private static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name.Trim().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != '_')
                key.Append('_');
        }

        return key.ToString().Trim('_');
    }
}
