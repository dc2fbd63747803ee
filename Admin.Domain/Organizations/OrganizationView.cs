namespace Admin.Domain.Organizations;

/// <summary>An organization as super admins and its own admins see it.</summary>
public sealed record OrganizationView
{
    public required OrganizationId Id { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }

    public required bool RequiresSecondFactor { get; init; }

    /// <summary>Answers that opt a person out; see <see cref="Messaging.OptOutWords"/>.</summary>
    public required IReadOnlyList<string> OptOutKeywords { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? SuspendedAt { get; init; }

    /// <summary>For If-Match.</summary>
    public required Guid Stamp { get; init; }

    internal static OrganizationView Of(Organization o) => new()
    {
        Id = o.Id,
        Name = o.Name,
        Slug = o.Slug,
        RequiresSecondFactor = o.RequiresSecondFactor,
        OptOutKeywords = Messaging.OptOutWords.Of(o.OptOutKeywords).Words,
        CreatedAt = o.CreatedAt,
        SuspendedAt = o.SuspendedAt,
        Stamp = o.Stamp,
    };
}

/// <summary>Which organizations a list should show.</summary>
/// <param name="Text">In name or slug.</param>
public sealed record OrganizationFilter(string? Text = null, bool? Suspended = null);

/// <summary>What to change of the own organization; what is not given stays.</summary>
public sealed record OrganizationChange(string? Name = null, bool? RequiresSecondFactor = null, IReadOnlyList<string?>? OptOutKeywords = null);

/// <summary>A new organization and the invitation of its first admin.</summary>
public sealed record CreatedOrganization(OrganizationView Organization, Accounts.SentInvitation FirstAdmin);
