using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>One row of a file as it would be imported.</summary>
/// <param name="Phone">Canonical E.164.</param>
/// <param name="Fields">Filled ones only, in the order of their names, the contact's name among them.</param>
/// <param name="Consents">What the consent column says; true where there is none.</param>
public sealed record ImportRow(string Phone, SortedDictionary<string, string> Fields, IReadOnlyList<string> Tags, bool Consents)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string? _fieldsJson;
    private string? _searchName;

    /// <summary>The phone as a number: an E.164 phone has at most 15 digits, so it is exact and costs eight bytes.</summary>
    public long Key => long.Parse(Phone.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Empty when the file tells none.</summary>
    public string Name => Fields.GetValueOrDefault(ContactFields.NameField, "");

    /// <summary>As <see cref="ContactFields.ToJson"/> writes them.</summary>
    public string FieldsJson => _fieldsJson ??= JsonSerializer.Serialize(Fields, Json);

    /// <summary><see cref="Name"/> as it is searched by.</summary>
    public string SearchName => _searchName ??= SearchKey.Of(Name);

    /// <summary>
    /// This row and a later one of the same person: what the later one tells wins, and what it leaves empty stays. Where a contact cannot
    /// hold both, the later one's fields alone count.
    /// </summary>
    public ImportRow Then(ImportRow later)
    {
        var fields = new SortedDictionary<string, string>(Fields, StringComparer.Ordinal);
        foreach (var (name, text) in later.Fields)
            fields[name] = text;
        var both = new ImportRow(Phone, fields, [.. later.Tags.Union(Tags, StringComparer.OrdinalIgnoreCase).Take(ContactRules.MaxTags)], later.Consents);
        return ImportRowRules.Fits(both) ? both : later with { Tags = both.Tags };
    }

    /// <summary>Writes now what a batch needs, so that it is not done while the write gate is held.</summary>
    internal void Prepare() => _ = (FieldsJson, SearchName);
}
