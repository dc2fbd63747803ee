namespace Admin.Domain.Organizations;

/// <summary>
/// Whose rows a context may see and write. A context cannot be opened without one, so forgetting the tenant is not possible;
/// seeing everybody's rows needs a reason that a reader of the code can judge.
/// </summary>
public sealed record TenantScope
{
    private TenantScope(OrganizationId? organization, bool seesAll, string reason)
    {
        Organization = organization;
        SeesAll = seesAll;
        Reason = reason;
    }

    /// <summary>People, sessions and what else is not owned by an organization. Sees no organization's rows.</summary>
    public static TenantScope Accounts { get; } = new(null, seesAll: false, "accounts");

    public OrganizationId? Organization { get; }

    public bool SeesAll { get; }

    public string Reason { get; }

    public static TenantScope For(OrganizationId organization) => new(organization, seesAll: false, "organization");

    public static TenantScope All(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(null, seesAll: true, reason);
    }
}

/// <summary>A write that would have crossed tenants. Always a bug, never a user's mistake.</summary>
public sealed class TenantViolationException(string message) : InvalidOperationException(message);
