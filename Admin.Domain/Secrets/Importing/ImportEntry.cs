using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Secrets.Importing;

/// <summary>Where an entry stands in what was given.</summary>
/// <param name="Line">1-based, in a text.</param>
/// <param name="Index">0-based, in a list.</param>
public sealed record ImportPosition(int? Line, int? Index);

/// <summary>An entry as it was read, or why it could not be.</summary>
/// <param name="Name">Null where what stands in its place may be part of a value: that is not shown.</param>
internal sealed record ImportEntry(ImportPosition Position, string? Name, SecretInput? Value)
{
    public Error? Fault { get; init; }

    public SecretKind? Kind { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public long UsageCount { get; init; }

    public DateTime? LastUsedAt { get; init; }

    public static ImportEntry Bad(ImportPosition position, string? name, Error fault) => new(position, name, null) { Fault = fault };

    /// <summary>As a secret that the request would make of it.</summary>
    public SecretDraft ToDraft(SecretImportRequest request) => new(Name, Value)
    {
        Kind = Kind ?? request.Kind,
        Visibility = request.Visibility,
        Provider = request.Provider,
        ChatbotId = ChatbotId ?? request.ChatbotId,
        Description = Description,
        Tags = [.. request.Tags, .. Tags ?? []],
        ExpiresAt = ExpiresAt,
    };
}
