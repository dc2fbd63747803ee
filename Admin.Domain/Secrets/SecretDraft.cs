using Admin.Domain.Messaging;

namespace Admin.Domain.Secrets;

/// <summary>A secret to be made.</summary>
public sealed record SecretDraft(string? Name, SecretInput? Value)
{
    public SecretKind Kind { get; init; }

    public SecretVisibility Visibility { get; init; }

    /// <summary>Null: the configured default.</summary>
    public string? Provider { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DateTime? ExpiresAt { get; init; }

    public string? Note { get; init; }
}

/// <summary>What to change of a secret; what is not given stays.</summary>
public sealed record SecretChange
{
    public Given<string> Name { get; init; }

    /// <summary>Makes a version.</summary>
    public SecretInput? Value { get; init; }

    public SecretKind? Kind { get; init; }

    public SecretVisibility? Visibility { get; init; }

    /// <summary>Another than the present one re-encrypts in the same call.</summary>
    public string? Provider { get; init; }

    public Given<ChatbotId?> ChatbotId { get; init; }

    public Given<string> Description { get; init; }

    public Given<IReadOnlyList<string>> Tags { get; init; }

    public Given<DateTime?> ExpiresAt { get; init; }

    public string? Note { get; init; }
}
