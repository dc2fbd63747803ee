using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Web.Components.Layout;

/// <summary>
/// Where a page is and what its person may do there; cascaded by the layout. It only decides what is offered:
/// the services decide what is allowed.
/// </summary>
/// <param name="Organization">The organization that the address names; null on platform pages, and where it does not exist for this person.</param>
public sealed record PageContext(OrganizationCard? Organization, AccessGrant Grant, string PersonName, string? Email, bool IsSuperAdmin)
{
    /// <summary>The context of a page at an address that names this organization, or none.</summary>
    public static PageContext At(OrganizationCard? named, AccessGrant grant, string personName, string? email, bool isSuperAdmin)
    {
        // Whoever guesses an address must not learn from the frame that there is such an organization, and its name.
        var hidden = grant.Refusal?.Code == OrganizationErrors.NotFound.Code;
        return new PageContext(hidden ? null : named, grant, personName, email, isSuperAdmin);
    }

    /// <summary>The built-in simulator stands in for the Cloud API.</summary>
    public bool HasSimulator { get; init; }

    public bool May(string permission) => Grant.Allows(permission);

    /// <summary>The organization's name in addresses.</summary>
    public string Slug => Organization?.Slug ?? "";
}
