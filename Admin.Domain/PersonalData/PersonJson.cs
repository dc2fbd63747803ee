using System.Text.Json;
using System.Text.Json.Nodes;

namespace Admin.Domain.PersonalData;

/// <summary>JSON that stands in a column, as part of an export instead of as a text within it.</summary>
internal static class PersonJson
{
    public static JsonNode? Of(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            // Written by hand or by an older program: shown as it stands.
            return JsonValue.Create(json);
        }
    }
}
