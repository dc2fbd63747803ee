using System.Security.Claims;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Web.Composition.Actors;

/// <summary>Reads an <see cref="Actor"/> from claims. Null: nobody is signed in, or the claims are not ours.</summary>
internal static class PrincipalActor
{
    public static Actor? From(ClaimsPrincipal principal, OrganizationId? organization, string? address)
    {
        if (principal.Identity?.IsAuthenticated != true)
            return null;
        if (Read(principal, ActorClaims.ServiceToken) is { } token && Read(principal, ActorClaims.Organization) is { } owner)
            return Actor.ForServiceToken(new ServiceTokenId(token), new OrganizationId(owner), principal.FindFirstValue(ActorClaims.Name) ?? "", address);
        if (Read(principal, ActorClaims.Person) is { } person && Read(principal, ActorClaims.Session) is { } session)
            return Actor.ForPerson(new PersonId(person), new SessionId(session), organization, address);
        return null;
    }

    private static Guid? Read(ClaimsPrincipal principal, string claim) =>
        Guid.TryParse(principal.FindFirstValue(claim), out var id) ? id : null;
}
