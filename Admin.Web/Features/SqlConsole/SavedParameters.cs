using System.Text.Json;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The values that a saved query has by itself, as texts by name.</summary>
internal static class SavedParameters
{
    public static IReadOnlyDictionary<string, string> Read(string? json) =>
        json is null ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    public static string? Write(IReadOnlyList<string> names, IReadOnlyDictionary<string, ParameterInput> inputs) =>
        names.Count == 0 ? null : JsonSerializer.Serialize(names.ToDictionary(n => n, n => inputs.TryGetValue(n, out var input) ? input.Text : ""));
}
