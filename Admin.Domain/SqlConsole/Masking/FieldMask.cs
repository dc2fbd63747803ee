using System.Buffers;
using System.Text;
using System.Text.Json;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>Hides fields of documents by their names, at any depth. A part of a path counts like the whole.</summary>
internal sealed class FieldMask
{
    private static readonly string Hidden = MaskedValue.Instance.ToString();

    private static readonly JsonWriterOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000 };

    private readonly SensitiveNames _names;
    private readonly HashSet<string> _parents = new(StringComparer.Ordinal);

    /// <param name="mentioned">The folded names of all collections that the statement could mean.</param>
    public FieldMask(MaskProfile profile, IReadOnlySet<string> mentioned)
    {
        _names = new SensitiveNames(profile, EngineKind.Mongodb, mentioned);
        foreach (var part in profile.Columns.SelectMany(c => c.Column.Split('.').SkipLast(1)))
            _parents.Add(Fold(part));
    }

    public bool Active => _names.Active;

    /// <summary>The reason for a path that leads to or through a sensitive field.</summary>
    public string? Find(string path)
    {
        if (_names.Find(Fold(path)) is { } whole)
            return whole;
        foreach (var part in path.Split('.'))
        {
            if (_names.Find(Fold(part)) is { } reason)
                return reason;
        }
        return null;
    }

    /// <summary>Whether the value at a path is known to hold a sensitive field inside.</summary>
    public bool IsParent(string path) => _parents.Contains(Fold(path[(path.LastIndexOf('.') + 1)..]));

    /// <summary>
    /// A cell with its sensitive fields hidden. A text that looks like a document but is not readable as one is hidden
    /// wholly when a sensitive name may stand in it.
    /// </summary>
    public object? Mask(object? value) => value switch
    {
        string text when LooksLikeDocument(text) => (object?)Rewrite(text) ?? MaskedValue.Instance,
        CutValue { Head: string text } when LooksLikeDocument(text) => MaskedValue.Instance,
        _ => value,
    };

    public static string Fold(string name) => NameFolding.Fold(name, EngineKind.Mongodb);

    private static bool LooksLikeDocument(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private string? Rewrite(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(output, Written);
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 1_000 });
            while (reader.Read())
                Copy(ref reader, writer);
        }
        catch (JsonException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                Field(ref reader, writer);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan is var raw && reader.TokenType == JsonTokenType.String ? [(byte)'"', .. raw, (byte)'"'] : raw, skipInputValidation: true);
                break;
        }
    }

    private void Field(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var name = reader.GetString()!;
        writer.WritePropertyName(name);
        if (Find(name) is null)
            return;
        reader.Read();
        reader.Skip();
        writer.WriteStringValue(Hidden);
    }
}
