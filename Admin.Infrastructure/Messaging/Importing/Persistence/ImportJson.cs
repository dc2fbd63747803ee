using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;

namespace Admin.Infrastructure.Messaging.Importing.Persistence;

/// <summary>Sets as the statements take them: ids and times exactly as the provider itself would store them.</summary>
internal static class ImportJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Of(IReadOnlyList<AddedContact> contacts) => Write(contacts, (json, contact) =>
    {
        json.WriteStartObject();
        json.WriteString("id", Text(contact.Id));
        json.WriteString("phone", contact.Row.Phone);
        Fields(json, contact.Row.Name, contact.Row.SearchName, contact.Row.FieldsJson);
        Consent(json, "marketing", "marketing_at", contact.Consent is { Purpose: ConsentPurpose.Marketing } marketing ? marketing.At : null);
        Consent(json, "utility", "utility_at", contact.Consent is { Purpose: ConsentPurpose.Utility } utility ? utility.At : null);
        json.WriteEndObject();
    });

    public static string Of(IReadOnlyList<ChangedContact> contacts) => Write(contacts, (json, contact) =>
    {
        json.WriteStartObject();
        json.WriteString("id", Text(contact.Id));
        Fields(json, contact.Fields.Name, SearchKey.Of(contact.Fields.Name), contact.Fields.ToJson());
        json.WriteEndObject();
    });

    public static string Of(IReadOnlyList<Guid> ids) => Write(ids, (json, id) => json.WriteStringValue(Text(id)));

    public static string Of(IEnumerable<(ContactTagId Tag, List<Guid> Contacts)> tags) => Write(tags, (json, tag) =>
    {
        foreach (var contact in tag.Contacts)
        {
            json.WriteStartObject();
            json.WriteString("tag", Text(tag.Tag.Value));
            json.WriteString("contact", Text(contact));
            json.WriteEndObject();
        }
    });

    private static void Fields(Utf8JsonWriter json, string name, string search, string fields)
    {
        json.WriteString("name", name);
        json.WriteString("search", search);
        json.WriteString("fields", fields);
        json.WriteString("stamp", Text(Guid.CreateVersion7()));
    }

    private static void Consent(Utf8JsonWriter json, string state, string since, DateTime? at)
    {
        json.WriteString(state, SnakeCase.Of(at is null ? ConsentState.Unknown : ConsentState.Given));
        if (at is { } given)
            json.WriteString(since, given.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture));
    }

    private static string Write<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var item in items)
                write(json, item);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Text(Guid id) => id.ToString().ToUpperInvariant();
}
