using System.Text;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Secrets.Importing;

/// <summary>
/// Reads secrets from JSON: an object of strings, or a list of objects with name and value. Whatever is no string is a bad entry
/// with the line on which it stands; broken JSON is refused as a whole. Pure.
/// </summary>
internal static class JsonSecrets
{
    public static Result<List<ImportEntry>> Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return Read(bytes);
        }
        catch (JsonException e)
        {
            return SecretImportErrors.NotJson((e.LineNumber ?? 0) + 1);
        }
    }

    private static Result<List<ImportEntry>> Read(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        var lines = new LineCounter(bytes);
        reader.Read();
        List<ImportEntry>? entries = reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, lines),
            JsonTokenType.StartArray => ReadList(ref reader, lines),
            _ => null,
        };
        if (entries is null)
            return SecretImportErrors.ShapeUnknown;
        // Reads to the end, so that what follows is found to be none of it.
        while (entries.Count <= SecretImportErrors.MaxEntries && reader.Read())
        {
        }

        return entries;
    }

    private static List<ImportEntry> ReadObject(ref Utf8JsonReader reader, LineCounter lines)
    {
        List<ImportEntry> entries = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && entries.Count <= SecretImportErrors.MaxEntries)
        {
            var position = new ImportPosition(lines.At(reader.TokenStartIndex), null);
            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                entries.Add(Checked(new ImportEntry(position, name, Value(Text(ref reader), SecretEncoding.Text))));
                continue;
            }

            entries.Add(ImportEntry.Bad(position, name, SecretImportErrors.NotAString));
            reader.Skip();
        }

        return entries;
    }

    private static List<ImportEntry> ReadList(ref Utf8JsonReader reader, LineCounter lines)
    {
        List<ImportEntry> entries = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray && entries.Count <= SecretImportErrors.MaxEntries)
        {
            var position = new ImportPosition(lines.At(reader.TokenStartIndex), entries.Count);
            using var item = JsonDocument.ParseValue(ref reader);
            entries.Add(item.RootElement.ValueKind == JsonValueKind.Object ? Checked(ReadItem(item.RootElement, position)) : ImportEntry.Bad(position, null, SecretImportErrors.NotAnObject));
        }

        return entries;
    }

    private static ImportEntry ReadItem(JsonElement item, ImportPosition position)
    {
        var entry = new ImportEntry(position, null, null);
        string? value = null;
        var encoding = SecretEncoding.Text;
        foreach (var field in item.EnumerateObject())
        {
            var taken = field.Name switch
            {
                "name" => Take(Text(field.Value), name => entry = entry with { Name = name }),
                "value" => Take(Text(field.Value), given => value = given),
                "encoding" => Take(Word<SecretEncoding>(field.Value), given => encoding = given),
                "kind" => Take(Word<SecretKind>(field.Value), kind => entry = entry with { Kind = kind }),
                "description" => field.Value.ValueKind == JsonValueKind.Null || Take(Text(field.Value), given => entry = entry with { Description = given }),
                "tags" => Take(Texts(field.Value), tags => entry = entry with { Tags = tags }),
                "expires_at" => field.Value.ValueKind == JsonValueKind.Null || Take(Time(field.Value), at => entry = entry with { ExpiresAt = at }),
                "chatbot_id" => field.Value.ValueKind == JsonValueKind.Null || Take(Id(field.Value), id => entry = entry with { ChatbotId = new ChatbotId(id) }),
                _ => (bool?)null,
            };
            if (taken is null)
                return entry with { Fault = SecretImportErrors.FieldUnknown(Shown(field.Name)) };
            if (taken == false)
                return entry with { Fault = field.Name == "value" ? SecretImportErrors.NotAString : SecretImportErrors.FieldInvalid(field.Name) };
        }

        return entry with { Value = value is null ? null : Value(value, encoding) };
    }

    private static ImportEntry Checked(ImportEntry entry) =>
        entry.Fault is null && entry.Value?.Read() is { Failed: false } read && read.Value.GetEncoding() == SecretEncoding.Text && EnvFile.HasControlCharacters(read.Value.GetText())
            ? entry with { Fault = SecretImportErrors.ControlCharacters }
            : entry;

    /// <summary>An unpaired half of a character can be written in JSON and be no text.</summary>
    private static SecretInput? Value(string? text, SecretEncoding encoding) => new(text ?? "\ud800", encoding);

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static TEnum? Word<TEnum>(JsonElement json)
        where TEnum : struct, Enum => SnakeCase.TryParse<TEnum>(Text(json), out var word) ? word : null;

    private static List<string>? Texts(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return null;
        var texts = json.EnumerateArray().Select(Text).ToList();
        return texts.Contains(null) ? null : [.. texts.Select(t => t!)];
    }

    private static DateTime? Time(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && json.TryGetDateTimeOffset(out var at) ? at.UtcDateTime : null;

    private static Guid? Id(JsonElement json) => json.ValueKind == JsonValueKind.String && json.TryGetGuid(out var id) ? id : null;

    private static bool Take<T>(T? given, Action<T> put)
        where T : class
    {
        if (given is null)
            return false;
        put(given);
        return true;
    }

    private static bool Take<T>(T? given, Action<T> put)
        where T : struct
    {
        if (given is not { } found)
            return false;
        put(found);
        return true;
    }

    /// <summary>A field's name goes into an answer; one that is long is no name.</summary>
    private static string Shown(string field) => field.Length <= 40 && field.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? field : "?";

    /// <summary>Counts on from where it was asked last, so that a long text is gone through once.</summary>
    private sealed class LineCounter(byte[] bytes)
    {
        private int _at;
        private int _line = 1;

        public int At(long index)
        {
            _line += bytes.AsSpan(_at, (int)index - _at).Count((byte)'\n');
            _at = (int)index;
            return _line;
        }
    }
}
