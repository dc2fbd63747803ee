using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Admin.Domain.Notices;

/// <summary>A notice's details as a row keeps them: a flat JSON object of strings.</summary>
public static class NoticeDetails
{
    public const int MaxLength = 4000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A moment, as details carry it.</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The moment that a detail carries.</summary>
    public static DateTime? Moment(this IReadOnlyDictionary<string, string> details, string name) =>
        details.TryGetValue(name, out var text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The detail, or nothing.</summary>
    public static string Word(this IReadOnlyDictionary<string, string> details, string name) => details.GetValueOrDefault(name, "");

    internal static string Write(IReadOnlyDictionary<string, string> details)
    {
        var text = JsonSerializer.Serialize(new SortedDictionary<string, string>(details.ToDictionary(), StringComparer.Ordinal), Json);
        return text.Length <= MaxLength ? text : throw new InvalidOperationException("The details of a notice are too long.");
    }

    internal static IReadOnlyDictionary<string, string> Read(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(text, Json) ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
}
