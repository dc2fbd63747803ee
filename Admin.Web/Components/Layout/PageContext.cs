using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Web.Components.Layout;

/// <summary>
/// Where a page is and what its person may do there; cascaded by the layout. It only decides what is offered:
/// the services decide what is allowed.
/// </summary>
/// <param name="Organization">The organization that the address names; null on platform pages.</param>
public sealed record PageContext(OrganizationCard? Organization, AccessGrant Grant, string PersonName, string? Email, bool IsSuperAdmin)
{
    public bool May(string permission) => Grant.Allows(permission);

    /// <summary>The organization's name in addresses.</summary>
    public string Slug => Organization?.Slug ?? "";
}
