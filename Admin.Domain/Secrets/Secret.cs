using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Checking;

namespace Admin.Domain.Secrets;

/// <summary>What is known of a secret without its value. Its values are in its <see cref="SecretVersion"/>s.</summary>
public sealed class Secret : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 200;
    public const int DescriptionMaxLength = 1000;
    public const int ProviderMaxLength = 40;
    public const int TagsMax = 20;
    public const int TagMaxLength = 40;
    public const int TagsColumnLength = 2000;
    public const int RotationDaysMax = 3650;

    private Secret()
    {
    }

    public SecretId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The chatbot it belongs to; without one it belongs to the whole organization.</summary>
    public ChatbotId? ChatbotId { get; private set; }

    /// <summary>The chatbot's id, or all zeros: names are unique within it, and a unique index takes no nulls.</summary>
    public Guid ScopeKey { get; private set; }

    public string Name { get; private set; } = "";

    public string NormalizedName { get; private set; } = "";

    /// <summary>All zeros while the secret lives, its own id once deleted: a deleted secret gives its name free.</summary>
    public Guid DeletedKey { get; private set; }

    public SecretKind Kind { get; private set; }

    public SecretVisibility Visibility { get; private set; }

    /// <summary>Of the current version.</summary>
    public string Provider { get; private set; } = "";

    public string? Description { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>Whom to ask about it; nobody for what the system made.</summary>
    public PersonId? OwnerId { get; private set; }

    public DateTime? ExpiresAt { get; private set; }

    public int CurrentVersion { get; private set; }

    /// <summary>When the current value came.</summary>
    public DateTime RotatedAt { get; private set; }

    /// <summary>How often the value should be replaced, in days; null: nobody asked for that.</summary>
    public int? RotationDays { get; private set; }

    /// <summary>When the next value is due. Kept beside the two that it follows from, so that a query can compare it.</summary>
    public DateTime? RotationDueAt { get; private set; }

    /// <summary>Counted in batches, past the stamp: a read is not a change.</summary>
    public long UsageCount { get; private set; }

    public DateTime? LastUsedAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public DateTime? DeletedAt { get; private set; }

    /// <summary>Where the secret is tried over HTTP.</summary>
    public string? CheckUrl { get; private set; }

    public string? CheckHeader { get; private set; }

    /// <summary>
    /// Of a restricted secret: the last version that may be sent to an address of people's own choice, because it was not
    /// restricted yet when that was set. Null: none.
    /// </summary>
    public int? CheckableVersion { get; private set; }

    public DateTime? LastCheckedAt { get; private set; }

    public SecretCheckOutcome? LastCheckOutcome { get; private set; }

    public CheckAddress? CheckAddress => CheckUrl is null ? null : new CheckAddress(CheckUrl, CheckHeader);

    public Guid Stamp { get; private set; }

    public static Secret Create(OrganizationId organization, string name, SecretKind kind, SecretVisibility visibility, string provider, PersonId? owner, DateTime now)
    {
        var secret = new Secret { Id = SecretId.New(), OrganizationId = organization, Kind = kind, Visibility = visibility, Provider = provider, OwnerId = owner, CreatedAt = now };
        secret.Rename(name, now);
        return secret;
    }

    public Secret Described(string? description, IReadOnlyList<string> tags)
    {
        Description = string.IsNullOrWhiteSpace(description) ? null : description.Trim();
        Tags = tags;
        return this;
    }

    public void Rename(string name, DateTime now)
    {
        Name = name.Trim();
        NormalizedName = Names.Normalize(name);
        UpdatedAt = now;
    }

    public void BelongTo(ChatbotId? chatbot)
    {
        ChatbotId = chatbot;
        ScopeKey = chatbot?.Value ?? Guid.Empty;
    }

    public void Become(SecretKind kind) => Kind = kind;

    public void ExpireAt(DateTime? at) => ExpiresAt = at;

    public void HandTo(PersonId? owner) => OwnerId = owner;

    public void RotateEvery(int? days)
    {
        RotationDays = days;
        RotationDueAt = days is { } interval ? RotatedAt.AddDays(interval) : null;
    }

    /// <summary>Reads that another system counted before this one.</summary>
    public void WasUsedBefore(long count, DateTime? lastAt) => (UsageCount, LastUsedAt) = (count, lastAt);

    /// <summary>An address set later is none that a restricted value may be sent to, whatever stood there before.</summary>
    public void CheckAt(CheckAddress? address, DateTime now)
    {
        (CheckUrl, CheckHeader, CheckableVersion) = (address?.Url, address?.Header, null);
        UpdatedAt = now;
    }

    /// <summary>Only ever stricter.</summary>
    public Result Show(SecretVisibility visibility)
    {
        if (Visibility == SecretVisibility.Restricted && visibility != SecretVisibility.Restricted)
            return SecretErrors.StaysRestricted;
        if (Visibility == SecretVisibility.Masked && visibility == SecretVisibility.Restricted && CheckUrl is not null)
            CheckableVersion = CurrentVersion;
        Visibility = visibility;
        return Result.Ok;
    }

    /// <summary>A new value stands; <paramref name="number"/> follows the current one.</summary>
    public void MoveTo(int number, string provider, DateTime now)
    {
        if (number != CurrentVersion + 1)
            throw new InvalidOperationException($"Version {number} does not follow {CurrentVersion}.");
        CurrentVersion = number;
        Provider = provider;
        UpdatedAt = RotatedAt = now;
        RotateEvery(RotationDays);
    }

    /// <summary>The same values, under another provider's key.</summary>
    public void ReEncryptedBy(string provider, DateTime now)
    {
        Provider = provider;
        UpdatedAt = now;
    }

    public void Touch(DateTime now) => UpdatedAt = now;

    public void Delete(DateTime now)
    {
        DeletedAt = now;
        DeletedKey = Id.Value;
    }

    /// <param name="days">For how long a deletion can be undone.</param>
    public Result Restore(DateTime now, int days)
    {
        if (DeletedAt is not { } deleted)
            return SecretErrors.NotDeleted;
        if (now > deleted.AddDays(days))
            return SecretErrors.RestoreTooLate(days);
        DeletedAt = null;
        DeletedKey = Guid.Empty;
        UpdatedAt = now;
        return Result.Ok;
    }
}
