using Admin.Domain.Accounts;
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

    /// <summary>Null: whoever makes it.</summary>
    public PersonId? OwnerId { get; init; }

    /// <summary>How often the value should be replaced; null: no rule.</summary>
    public int? RotationDays { get; init; }

    public string? Note { get; init; }

    /// <summary>A name of this very request: sent twice, it makes one secret.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>A new value of a secret.</summary>
/// <param name="Note">Why.</param>
/// <param name="GraceHours">For how long the value until now stays readable as the previous one; null: as configured.</param>
public sealed record SecretRotation(SecretInput Value, string? Note = null, int? GraceHours = null)
{
    /// <summary>A name of this very request: sent twice, it makes one version.</summary>
    public string? IdempotencyKey { get; init; }
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

    public Given<PersonId?> OwnerId { get; init; }

    public Given<int?> RotationDays { get; init; }

    /// <summary>With a value: for how long the one until now stays readable; null: as configured.</summary>
    public int? GraceHours { get; init; }

    public string? Note { get; init; }
}
