using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

public enum ActorKind
{
    Person,
    ServiceToken,

    /// <summary>A job or the engine, acting for one named organization.</summary>
    System,
}

/// <summary>
/// Who acts, and for which organization. Made at four doors only (REST, hub, circuit, job) and handed to every service method;
/// no service looks anywhere else. It carries no permissions: those are read anew for each call (<see cref="Access"/>).
/// </summary>
public sealed record Actor
{
    private Actor(ActorKind kind, string label)
    {
        Kind = kind;
        Label = label;
    }

    public ActorKind Kind { get; }

    public PersonId? Person { get; private init; }

    public ServiceTokenId? Token { get; private init; }

    /// <summary>The organization that the request, page or job is about. Whether the actor may act there is <see cref="Access"/>'s to say.</summary>
    public OrganizationId? Organization { get; init; }

    public SessionId? Session { get; private init; }

    /// <summary>Network address as text; null inside the process.</summary>
    public string? Address { get; private init; }

    /// <summary>A job's or token's name. Never shown to other organizations, never a person's data.</summary>
    public string Label { get; }

    /// <summary>Why, where an act asks for a reason (header X-Reason, a dialog); 3 to 500 characters.</summary>
    public string? Reason { get; init; }

    public static Actor ForPerson(PersonId person, SessionId session, OrganizationId? organization, string? address) =>
        new(ActorKind.Person, "person") { Person = person, Session = session, Organization = organization, Address = address };

    public static Actor ForServiceToken(ServiceTokenId token, OrganizationId organization, string name, string? address) =>
        new(ActorKind.ServiceToken, name) { Token = token, Organization = organization, Address = address };

    /// <summary>Somebody who is not signed in, for what accounts do then (sign in, reset, register). May do nothing in any organization.</summary>
    public static Actor Visitor(string? address) =>
        new(ActorKind.System, "visitor") { Organization = OrganizationId.Platform, Address = address };

    public static Actor System(OrganizationId organization, string job) =>
        new(ActorKind.System, job) { Organization = organization };
}
