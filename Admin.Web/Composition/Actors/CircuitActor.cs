using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Admin.Web.Composition.Actors;

/// <summary>
/// The actor of a page: who is signed in, the address that the root component was given, and the organization that the page's address names.
/// One per circuit; ask it anew for every service call, because the person may have gone to another organization's page.
/// </summary>
public sealed class CircuitActor(AuthenticationStateProvider authentication, NavigationManager navigation, OrganizationDirectory directory)
{
    private string? _address;

    /// <summary>Said once by the root component, which got it from the request.</summary>
    public void CameFrom(string? address) => _address = address;

    /// <exception cref="InvalidOperationException">Nobody is signed in; pages require it before they run.</exception>
    public async Task<Actor> GetAsync(CancellationToken ct = default)
    {
        var organization = await OrganizationAsync(ct);
        return await GetAsync(organization?.Id);
    }

    public async Task<Actor> GetAsync(OrganizationId? organization)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return PrincipalActor.From(state.User, organization, _address)
            ?? throw new InvalidOperationException("This page needs a signed-in person.");
    }

    /// <summary>The organization that the address names, or null: on a page of no organization, or of one that does not exist.</summary>
    public async Task<OrganizationCard?> OrganizationAsync(CancellationToken ct = default) =>
        AdminUrls.OrganizationOf(navigation.ToBaseRelativePath(navigation.Uri)) is { } slug ? await directory.FindAsync(slug, ct) : null;
}
