using System.Text.Encodings.Web;
using System.Text.Json;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>A result as JSON: columns, and rows as lists in their order, because names may repeat.</summary>
internal static class ResultJson
{
    private const int FlushAt = 64 * 1024;

    // A file, never part of a page: letters beyond ASCII stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(RunAnswer answer, Stream target, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(target, Readable);
        json.WriteStartObject();
        json.WriteString("run_id", answer.Id.Value);
        json.WriteNumber("row_count", answer.Results.Rows.Count);
        json.WriteBoolean("truncated", answer.Results.Truncated);
        json.WriteStartArray("columns");
        foreach (var column in answer.Results.Columns)
            WriteColumn(json, column);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in answer.Results.Rows)
        {
            json.WriteStartArray();
            foreach (var value in row)
                WriteValue(json, value);
            json.WriteEndArray();
            if (json.BytesPending > FlushAt)
                await json.FlushAsync(ct);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    private static void WriteColumn(Utf8JsonWriter json, ResultColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteString("masked_because", column.MaskedBecause);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            // JSON has no infinity; it goes as a word.
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(ExportText.Of(value));
                break;
        }
    }
}
