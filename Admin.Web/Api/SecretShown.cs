using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;

namespace Admin.Web.Api;

/// <summary>A secret as programs see it.</summary>
internal record SecretShown
{
    protected SecretShown(SecretView secret)
    {
        Id = secret.Id;
        OrganizationId = secret.OrganizationId;
        ChatbotId = secret.ChatbotId;
        Name = secret.Name;
        Kind = secret.Kind;
        Provider = secret.Provider;
        Visibility = secret.Visibility;
        Description = secret.Description;
        Tags = secret.Tags;
        OwnerId = secret.OwnerId;
        Version = secret.Version;
        RotatedAt = secret.RotatedAt;
        RotationDays = secret.RotationDays;
        RotationDueAt = secret.RotationDueAt;
        UsageCount = secret.UsageCount;
        LastUsedAt = secret.LastUsedAt;
        ExpiresAt = secret.ExpiresAt;
        CreatedAt = secret.CreatedAt;
        UpdatedAt = secret.UpdatedAt;
        CheckUrl = secret.CheckAddress?.Url;
        CheckHeader = secret.CheckAddress?.Header;
        LastCheckedAt = secret.LastCheckedAt;
        LastCheckOutcome = secret.LastCheckOutcome;
    }

    public SecretId Id { get; }

    public OrganizationId OrganizationId { get; }

    public ChatbotId? ChatbotId { get; }

    public string Name { get; }

    public SecretKind Kind { get; }

    public string Provider { get; }

    public SecretVisibility Visibility { get; }

    public string? Description { get; }

    public IReadOnlyList<string> Tags { get; }

    public PersonId? OwnerId { get; }

    public int Version { get; }

    public DateTime RotatedAt { get; }

    public int? RotationDays { get; }

    public DateTime? RotationDueAt { get; }

    public long UsageCount { get; }

    public DateTime? LastUsedAt { get; }

    public DateTime? ExpiresAt { get; }

    public DateTime CreatedAt { get; }

    public DateTime UpdatedAt { get; }

    public string? CheckUrl { get; }

    public string? CheckHeader { get; }

    public DateTime? LastCheckedAt { get; }

    public SecretCheckOutcome? LastCheckOutcome { get; }

    public static SecretShown Of(SecretView secret) => new(secret);
}

/// <summary>The same with its value.</summary>
internal sealed record SecretValueShown : SecretShown
{
    private SecretValueShown(RevealedSecret revealed)
        : base(revealed.Secret)
    {
        Value = revealed.Value.GetText();
        Encoding = revealed.Value.GetEncoding();
    }

    public string Value { get; }

    public SecretEncoding Encoding { get; }

    public static SecretValueShown Of(RevealedSecret revealed) => new(revealed);

    // A record would print its value.
    public override string ToString() => nameof(SecretValueShown);
}
