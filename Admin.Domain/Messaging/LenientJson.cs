using System.Globalization;
using System.Text.Json;

namespace Admin.Domain.Messaging;

/// <summary>Reads JSON that others wrote: a missing or differently typed field is null, never an exception.</summary>
public static class LenientJson
{
    public static bool Child(this JsonElement element, string name, out JsonElement child)
    {
        child = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out child);
    }

    /// <summary>A string, or a number as it is written.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (!element.Child(name, out var child))
            return null;
        return child.ValueKind switch
        {
            JsonValueKind.String => StringOf(child),
            JsonValueKind.Number => child.GetRawText(),
            _ => null,
        };
    }

    /// <summary>A whole number, also one in quotes.</summary>
    public static int? Number(this JsonElement element, string name) =>
        int.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The elements of an array; none where there is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name, out var child) && child.ValueKind == JsonValueKind.Array ? child.EnumerateArray() : [];

    private static string? StringOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: valid JSON that is no text.
            return null;
        }
    }
}
