using System.Security.Claims;
using Admin.Domain.Accounts;

namespace Admin.Web.Composition;

/// <summary>Principals as all doors make and read them.</summary>
internal static class SessionPrincipal
{
    /// <summary>A person in a browser, with what the frame shows of them.</summary>
    public static ClaimsPrincipal Of(Me me, SessionId session, string scheme)
    {
        List<Claim> claims =
        [
            new(ActorClaims.Person, me.Id.ToString()),
            new(ActorClaims.Session, session.ToString()),
            new(ActorClaims.Name, me.Name),
            new(ActorClaims.Email, me.Email),
        ];
        if (me.IsSuperAdmin)
            claims.Add(new Claim(ActorClaims.SuperAdmin, "true"));
        return Make(claims, scheme);
    }

    /// <summary>A person by access token.</summary>
    public static ClaimsPrincipal Of(PersonId person, SessionId session, string scheme) =>
        Make([new(ActorClaims.Person, person.ToString()), new(ActorClaims.Session, session.ToString())], scheme);

    public static ClaimsPrincipal Of(ServiceTokenIdentity token, string scheme) => Make(
        [new(ActorClaims.ServiceToken, token.Id.ToString()), new(ActorClaims.Organization, token.Organization.ToString()), new(ActorClaims.Name, token.Name)],
        scheme);

    /// <summary>The person and session of a principal; null for tokens of services and for nobody.</summary>
    public static (PersonId Person, SessionId Session)? Read(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirst(ActorClaims.Person)?.Value, out var person) && Guid.TryParse(principal?.FindFirst(ActorClaims.Session)?.Value, out var session)
            ? (new PersonId(person), new SessionId(session))
            : null;

    private static ClaimsPrincipal Make(IEnumerable<Claim> claims, string scheme) =>
        new(new ClaimsIdentity(claims, scheme, ActorClaims.Name, roleType: null));
}
