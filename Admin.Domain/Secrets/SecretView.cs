using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Checking;

namespace Admin.Domain.Secrets;

/// <summary>What may be seen of a secret. It has no place for a value.</summary>
public sealed record SecretView
{
    public required SecretId Id { get; init; }

    public required OrganizationId OrganizationId { get; init; }

    public required ChatbotId? ChatbotId { get; init; }

    public required string Name { get; init; }

    public required SecretKind Kind { get; init; }

    public required SecretVisibility Visibility { get; init; }

    public required string Provider { get; init; }

    public required string? Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required PersonId? OwnerId { get; init; }

    public required int Version { get; init; }

    /// <summary>When the current value came.</summary>
    public required DateTime RotatedAt { get; init; }

    public required int? RotationDays { get; init; }

    /// <summary>When the next value is due, where there is an interval.</summary>
    public required DateTime? RotationDueAt { get; init; }

    public required long UsageCount { get; init; }

    public required DateTime? LastUsedAt { get; init; }

    public required DateTime? ExpiresAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required DateTime? DeletedAt { get; init; }

    /// <summary>Where it is tried over HTTP.</summary>
    public CheckAddress? CheckAddress { get; init; }

    public DateTime? LastCheckedAt { get; init; }

    public SecretCheckOutcome? LastCheckOutcome { get; init; }

    /// <summary>For If-Match.</summary>
    public required Guid Stamp { get; init; }

    internal static SecretView Of(Secret s) => new()
    {
        Id = s.Id,
        OrganizationId = s.OrganizationId,
        ChatbotId = s.ChatbotId,
        Name = s.Name,
        Kind = s.Kind,
        Visibility = s.Visibility,
        Provider = s.Provider,
        Description = s.Description,
        Tags = s.Tags,
        OwnerId = s.OwnerId,
        Version = s.CurrentVersion,
        RotatedAt = s.RotatedAt,
        RotationDays = s.RotationDays,
        RotationDueAt = s.RotationDueAt,
        UsageCount = s.UsageCount,
        LastUsedAt = s.LastUsedAt,
        ExpiresAt = s.ExpiresAt,
        CreatedAt = s.CreatedAt,
        UpdatedAt = s.UpdatedAt,
        DeletedAt = s.DeletedAt,
        CheckAddress = s.CheckAddress,
        LastCheckedAt = s.LastCheckedAt,
        LastCheckOutcome = s.LastCheckOutcome,
        Stamp = s.Stamp,
    };
}

/// <summary>A version without its value.</summary>
public sealed record SecretVersionView(int Number, SecretVersionState State, string Provider, string KeyId, DateTime CreatedAt, string CreatedBy, string? Note, DateTime? ReadableUntil)
{
    /// <summary>The person's name, where a person made it.</summary>
    public string? CreatedByName { get; init; }
}

/// <summary>One entry of a secret's history, as its audit has it.</summary>
/// <param name="By">The person's name, or the id or job's name of whoever else it was.</param>
public sealed record SecretHistoryEntry(DateTime At, string By, string Action, AuditOutcome Outcome, string? Reason);

/// <summary>Where a secret can belong.</summary>
public sealed record SecretScope(ChatbotId Id, string Name);

/// <summary>Whom to ask about a secret.</summary>
public sealed record SecretOwner(PersonId Id, string Name);

/// <summary>A secret with its value: what a reveal answers.</summary>
public sealed record RevealedSecret(SecretView Secret, SecretValue Value);

public enum SecretExpiry
{
    /// <summary>Still valid, for at most <see cref="SecretFilter.ExpiringDays"/> days.</summary>
    Expiring,
    Expired,
}

/// <summary>What of a secret wants a look.</summary>
public enum SecretAttention
{
    /// <summary>Its interval is over, and no new value came.</summary>
    OverdueRotation,
    NeverUsed,

    /// <summary>Not used for <see cref="SecretStats.StaleDays"/> days.</summary>
    Stale,

    /// <summary>Holds the same value as another living secret.</summary>
    Duplicate,
}

/// <summary>What a list should show.</summary>
public sealed record SecretFilter
{
    public const int ExpiringDays = 30;

    /// <summary>In name or description.</summary>
    public string? Text { get; init; }

    public SecretKind? Kind { get; init; }

    public string? Provider { get; init; }

    public string? Tag { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public SecretExpiry? Expiry { get; init; }

    public SecretAttention? Attention { get; init; }

    /// <summary>The deleted ones that can still be restored or purged, instead of the living.</summary>
    public bool Deleted { get; init; }
}
