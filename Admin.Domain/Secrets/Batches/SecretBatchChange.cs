using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Batches;

/// <summary>What to change of many secrets; what is not given stays.</summary>
public sealed record SecretBatchChange
{
    public IReadOnlyList<string> AddTags { get; init; } = [];

    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>Null clears.</summary>
    public Given<DateTime?> ExpiresAt { get; init; }

    internal bool IsOfTags => AddTags.Count > 0 || RemoveTags.Count > 0;

    internal IEnumerable<string> Fields()
    {
        if (IsOfTags)
            yield return "tags";
        if (ExpiresAt.Is)
            yield return "expires_at";
    }

    /// <summary>The tags afterwards: without those removed, then with those added, each once.</summary>
    internal IReadOnlyList<string> Tags(IReadOnlyList<string> before)
    {
        var removed = RemoveTags.Select(Names.Normalize).ToHashSet(StringComparer.Ordinal);
        return SecretRules.Tidy([.. before.Where(t => !removed.Contains(Names.Normalize(t))), .. AddTags]);
    }
}

/// <summary>How a secret stood before a batch, and the stamp that it has since: whoever changed it again keeps that.</summary>
public sealed record SecretBefore(SecretId Id, Guid StampAfter, IReadOnlyList<string> Tags, DateTime? ExpiresAt);

/// <summary>A secret that a batch left as it was, and why.</summary>
public sealed record SecretRefused(SecretId Id, Error Why);

/// <summary>What became of a batch, secret by secret.</summary>
public sealed record SecretBatchResult(IReadOnlyList<SecretId> Done, IReadOnlyList<SecretRefused> Refused)
{
    /// <summary>For undoing it; only of those that really changed.</summary>
    public IReadOnlyList<SecretBefore> Before { get; init; } = [];
}
