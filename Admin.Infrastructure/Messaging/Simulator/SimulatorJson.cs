using System.Text.Json;
using System.Text.Json.Serialization;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>How the control endpoints and their client write JSON: snake_case, enums as words.</summary>
internal static class SimulatorJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };
}
