namespace Admin.Domain.Accounts;

/// <summary>What may be seen of a service token. It has no place for the token itself.</summary>
public sealed record ServiceTokenView
{
    public required ServiceTokenId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The token's first characters.</summary>
    public required string Prefix { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<Guid> ReadableIds { get; init; }

    public required IReadOnlyList<string> Networks { get; init; }

    public required PersonId CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required DateTime? RevokedAt { get; init; }

    public required DateTime? LastUsedAt { get; init; }

    /// <summary>For If-Match.</summary>
    public required Guid Stamp { get; init; }

    internal static ServiceTokenView Of(ServiceToken t) => new()
    {
        Id = t.Id,
        Name = t.Name,
        Prefix = t.Prefix,
        Scopes = t.Scopes,
        ReadableIds = t.ReadableIds,
        Networks = t.Networks,
        CreatedBy = t.CreatedBy,
        CreatedAt = t.CreatedAt,
        ExpiresAt = t.ExpiresAt,
        RevokedAt = t.RevokedAt,
        LastUsedAt = t.LastUsedAt,
        Stamp = t.Stamp,
    };
}

/// <summary>A token that was just made; <paramref name="Text"/> is never to be had again.</summary>
public sealed record CreatedServiceToken(ServiceTokenView Token, string Text)
{
    public override string ToString() => $"Service token {Token.Id}";
}

/// <summary>A token to be made, or what a token should become.</summary>
public sealed record ServiceTokenDraft
{
    public string? Name { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Secrets, and chatbots whose secrets, it may read.</summary>
    public IReadOnlyList<Guid> ReadableIds { get; init; } = [];

    /// <summary>CIDR; empty: from anywhere.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Null: the longest that is allowed. A token's end does not change later.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>Which tokens a list should show.</summary>
/// <param name="Working">Only those that still can be used, or only those that cannot.</param>
public sealed record ServiceTokenFilter(string? Text = null, bool? Working = null);
