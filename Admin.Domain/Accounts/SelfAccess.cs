using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

/// <summary>
/// Authorises what people do with their own account. A signed-in session is enough, even while a second factor that an organization
/// requires is missing: otherwise it could never be set up.
/// </summary>
public sealed class SelfAccess(Access access)
{
    public async Task<Result<Self>> RequireAsync(Actor actor, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Person, Person: { } person, Session: { } session })
            return AccountErrors.PeopleOnly;
        var grant = await access.GrantAsync(actor with { Organization = null }, ct);
        if (grant.Refusal is { Kind: ErrorKind.Unauthenticated } refusal)
            return refusal;
        return new Self(person, session);
    }
}

/// <summary>The person who acts on their own account, and the session they do it in.</summary>
public sealed record Self(PersonId Person, SessionId Session);
