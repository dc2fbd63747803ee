using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Infrastructure.Campaigns.Persistence;

/// <summary>Rows as the set-based statements take them: texts exactly as the provider itself would store them.</summary>
internal static class RecipientJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of(IEnumerable<AudienceRow> rows, int firstIndex) =>
        JsonSerializer.Serialize(rows.Select((r, i) => new Added(firstIndex + i, r.Phone, r.Fields)), Options);

    public static string Of(IEnumerable<Recipient> rows) => JsonSerializer.Serialize(rows.Select(r => new Saved(
        r.Ordinal,
        r.Version,
        SnakeCase.Of(r.State),
        r.Reason,
        r.Attempts,
        Text(r.AttemptId),
        Text(r.NumberId?.Value),
        Text(r.NextAttemptAt)!,
        Text(r.ClaimToken),
        Text(r.ClaimedUntil),
        r.Wamid,
        r.Errors,
        Text(r.SentAt),
        Text(r.DeliveredAt),
        Text(r.ReadAt),
        Text(r.FailedAt))), Options);

    // SQLite compares these as texts, so they look exactly as the driver writes them.
    private static string? Text(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static string? Text(Guid? id) => id?.ToString().ToUpperInvariant();

    private sealed record Added(int Index, string Phone, string Fields);

    private sealed record Saved(
        int Ordinal,
        int Version,
        string State,
        string? Reason,
        int Attempts,
        string? AttemptId,
        string? NumberId,
        string NextAttemptAt,
        string? ClaimToken,
        string? ClaimedUntil,
        string? Wamid,
        string? Errors,
        string? SentAt,
        string? DeliveredAt,
        string? ReadAt,
        string? FailedAt);
}
