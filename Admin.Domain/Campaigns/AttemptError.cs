using System.Text.Json;
using System.Text.Json.Serialization;

namespace Admin.Domain.Campaigns;

/// <summary>What went wrong with one try.</summary>
/// <param name="Code">WhatsApp's number as text, or a word of ours such as <c>timeout</c>.</param>
/// <param name="Reported">Told by a status afterwards, not by the call itself.</param>
public sealed record AttemptError(int Attempt, Guid? AttemptId, DateTime At, string Code, string Message, bool Reported = false)
{
    /// <summary>The number of the try, where that was not the campaign's first one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? NumberId { get; init; }

    public const int MessageMaxLength = 300;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<AttemptError> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<AttemptError>>(json, Json)!;
}
