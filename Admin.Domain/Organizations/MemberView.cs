using Admin.Domain.Accounts;

namespace Admin.Domain.Organizations;

/// <summary>A person as their organization's admins see them.</summary>
public sealed record MemberView
{
    public required PersonId PersonId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required Role Role { get; init; }

    public required bool HasSecondFactor { get; init; }

    public required DateTime JoinedAt { get; init; }

    public required DateTime? DisabledAt { get; init; }

    /// <summary>For If-Match.</summary>
    public required Guid Stamp { get; init; }

    internal static MemberView Of(Membership membership, Person person) => new()
    {
        PersonId = person.Id,
        Name = person.Name,
        Email = person.Email ?? "",
        Role = membership.Role,
        HasSecondFactor = person.TwoFactorEnabled,
        JoinedAt = membership.JoinedAt,
        DisabledAt = membership.DisabledAt,
        Stamp = membership.Stamp,
    };
}

/// <summary>Which members a list should show.</summary>
/// <param name="Text">In name or address.</param>
public sealed record MemberFilter(string? Text = null, Role? Role = null, bool? Disabled = null);

/// <summary>What to change of a member; what is not given stays.</summary>
public sealed record MemberChange(Role? Role = null, bool? Disabled = null);
