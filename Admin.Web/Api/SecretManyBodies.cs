using System.Text.Json.Serialization;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.Exporting;

namespace Admin.Web.Api;

internal enum SecretExportFormat
{
    Csv,
    Json,
    Env,
}

/// <summary>Which secrets to export, how, and whether with their values.</summary>
internal sealed record SecretExportBody(SecretExportFormat Format)
{
    public bool Values { get; init; }

    public IReadOnlyList<Guid>? Ids { get; init; }

    public string? Text { get; init; }

    public SecretKind? Kind { get; init; }

    public string? Provider { get; init; }

    public string? Tag { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public SecretExpiry? Expiry { get; init; }

    public SecretSelection ToSelection() => new(
        new SecretFilter { Text = Text, Kind = Kind, Provider = Provider, Tag = Tag, ChatbotId = ChatbotId, Expiry = Expiry },
        Ids?.Select(i => new SecretId(i)).ToList());
}

/// <summary>A secret's name and what is known of it.</summary>
internal sealed record SecretListingShown : SecretShown
{
    private SecretListingShown(SecretListing listing)
        : base(listing.Secret)
    {
        ChatbotName = listing.ChatbotName;
        OwnerName = listing.OwnerName;
    }

    public string? ChatbotName { get; }

    public string? OwnerName { get; }

    public static SecretListingShown Of(SecretListing listing) => new(listing);
}

/// <summary>A secret with its value, in the form that an import reads.</summary>
internal sealed record SecretExportedShown(
    string Name,
    string Value,
    SecretEncoding Encoding,
    SecretKind Kind,
    string? Description,
    IReadOnlyList<string> Tags,
    DateTime? ExpiresAt,
    ChatbotId? ChatbotId)
{
    public static SecretExportedShown Of(RevealedSecret revealed) => new(
        revealed.Secret.Name,
        revealed.Value.GetText(),
        revealed.Value.GetEncoding(),
        revealed.Secret.Kind,
        revealed.Secret.Description,
        revealed.Secret.Tags,
        revealed.Secret.ExpiresAt,
        revealed.Secret.ChatbotId);

    // A record would print its value.
    public override string ToString() => nameof(SecretExportedShown);
}

/// <summary>What to change of many secrets; what is left out stays, a null expiry clears.</summary>
internal sealed record SecretBulkBody(IReadOnlyList<Guid> Ids)
{
    public IReadOnlyList<string?>? AddTags { get; init; }

    public IReadOnlyList<string?>? RemoveTags { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<DateTime?> ExpiresAt { get; init; }

    public IReadOnlyList<SecretId> SecretIds => [.. Ids.Select(i => new SecretId(i))];

    public SecretBatchChange ToChange() => new()
    {
        AddTags = [.. AddTags?.Select(t => t ?? "") ?? []],
        RemoveTags = [.. RemoveTags?.Select(t => t ?? "") ?? []],
        ExpiresAt = ExpiresAt,
    };
}

internal sealed record SecretBulkShown(IReadOnlyList<SecretId> Done, IReadOnlyList<SecretRefusedShown> Refused)
{
    public static SecretBulkShown Of(SecretBatchResult result) => new(result.Done, [.. result.Refused.Select(r => new SecretRefusedShown(r.Id, r.Why.Code))]);
}

internal sealed record SecretRefusedShown(SecretId Id, string Code);

/// <summary>Where to try a secret; null takes the address away.</summary>
/// <param name="Header">Null: <c>Authorization: Bearer</c>.</param>
internal sealed record SecretCheckAddressBody(string? Url, string? Header = null);

internal sealed record SecretCheckShown(SecretCheckOutcome Outcome, DateTime CheckedAt, long LatencyMs, IReadOnlyList<SecretCheckLineShown> Targets)
{
    public static SecretCheckShown Of(SecretCheckReport report) => new(
        report.Outcome,
        report.At,
        (long)report.Latency.TotalMilliseconds,
        [.. report.Lines.Select(l => new SecretCheckLineShown(l.Type, l.Name, l.Outcome, l.Code, (long)l.Latency.TotalMilliseconds))]);
}

internal sealed record SecretCheckLineShown(string Type, string Name, SecretCheckOutcome Outcome, string Code, long LatencyMs);
