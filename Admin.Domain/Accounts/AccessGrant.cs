using System.Collections.Frozen;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

/// <summary>What an actor may do in one organization (or on the platform, without one), as read from the database.</summary>
/// <param name="Refusal">Set when nothing is allowed at all, with the reason.</param>
public sealed record AccessGrant(Error? Refusal, OrganizationId? Organization, FrozenSet<string> Permissions, Role? Role = null, bool IsVisit = false)
{
    /// <summary>For a service token: the secrets, and the chatbots whose secrets, that it may read.</summary>
    public FrozenSet<Guid> Readable { get; init; } = FrozenSet<Guid>.Empty;

    /// <summary>For a person: the address that they sign in with.</summary>
    public string? Email { get; init; }

    public bool Allows(string permission) => Refusal is null && Permissions.Contains(permission);

    public static AccessGrant Refused(Error error) => new(error, null, FrozenSet<string>.Empty);
}
