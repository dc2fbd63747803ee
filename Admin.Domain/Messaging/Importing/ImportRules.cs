using System.Text;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Bounds and words of imports.</summary>
public static class ImportRules
{
    /// <summary>Of the file, in bytes.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    /// <summary>At most this much of a file is sent at once, so that an upload that was cut off loses little.</summary>
    public const int ChunkBytes = 4 * 1024 * 1024;

    /// <summary>Phones of a file are remembered to find those that come twice: 16 bytes each.</summary>
    public const int MaxRows = 3_000_000;

    /// <summary>Rows that the mapping shows.</summary>
    public const int PreviewRows = 50;

    /// <summary>Rejected rows that the page shows; the file for download has all.</summary>
    public const int FirstRejected = 20;

    public const int MaxLists = 10;

    /// <summary>Different tags of one file: more is a column that was taken for tags by mistake.</summary>
    public const int MaxTags = 500;

    private static readonly HashSet<string> Yes = new(StringComparer.Ordinal) { "yes", "y", "true", "1", "x", "sim", "s", "verdadeiro", "ok", "aceito", "aceita", "aceitou", "autorizo", "autorizado", "opt-in", "optin", "given" };

    /// <summary>Whether a cell says yes. Whatever is not plainly a yes is none: nobody is written to against their will.</summary>
    public static bool SaysYes(string text) => Yes.Contains(text.Trim().ToLowerInvariant());

    /// <summary>The tags of one cell.</summary>
    public static string[] Tags(string text) => text.Split([',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The field that a column of this name can be: lower case, and without what no field may be called by. Empty when nothing is left.</summary>
    public static string FieldName(string? name)
    {
        var field = new StringBuilder();
        foreach (var c in name ?? "")
        {
            if (char.IsLetterOrDigit(c) || c is '_' or '.' or '-')
                field.Append(char.ToLowerInvariant(c));
            else if (field.Length > 0 && field[^1] != ' ')
                field.Append(' ');
        }

        var text = field.ToString().Trim();
        text = text.Length > ContactFields.FieldNameMaxLength ? text[..ContactFields.FieldNameMaxLength].Trim() : text;
        return text == ContactFields.PhoneField ? "" : text;
    }
}
