using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Web.Api;

/// <summary>Reads a statement's parameters from JSON: an object gives names, a list gives positions.</summary>
internal static class ParameterReader
{
    public static Result<QueryParameters> Read(JsonElement? json)
    {
        if (json is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return QueryParameters.None;
        if (given.ValueKind == JsonValueKind.Array)
            return Positional(given);
        return given.ValueKind == JsonValueKind.Object ? Named(given) : ApiErrors.InvalidValue("parameters");
    }

    private static Result<QueryParameters> Positional(JsonElement list)
    {
        var values = new List<object?>();
        foreach (var item in list.EnumerateArray())
        {
            if (!TryRead(item, out var value))
                return ApiErrors.InvalidValue($"parameters.{values.Count}");
            values.Add(value);
        }
        return QueryParameters.None with { Positional = values };
    }

    private static Result<QueryParameters> Named(JsonElement map)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject())
        {
            if (!TryRead(property.Value, out var value))
                return ApiErrors.InvalidValue($"parameters.{property.Name}");
            values[property.Name.TrimStart(':', '@', '$')] = value;
        }
        return QueryParameters.None with { Named = values };
    }

    private static bool TryRead(JsonElement json, out object? value)
    {
        value = json.ValueKind switch
        {
            JsonValueKind.String => json.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => json.TryGetInt64(out var number) ? number : json.GetDouble(),
            _ => null,
        };
        return json.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);
    }
}
