using System.Security.Cryptography;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting;

/// <summary>
/// What is to be decided: the policies, and who or what is counted. An authenticated request is counted under its organization's
/// hash tag, any other under the anonymous one; never under both.
/// </summary>
public sealed record RateRequest
{
    private RateRequest(IReadOnlyList<string> policies) => Policies = policies;

    public IReadOnlyList<string> Policies { get; init; }

    /// <summary>How much of each policy this costs; at least 1.</summary>
    public long Cost { get; init; } = 1;

    /// <summary>Nobody hears of a refusal: the caller waits and asks again. The live view then names what limits it, and counts no refusals.</summary>
    public bool Waits { get; init; }

    /// <summary>Limits of what is counted itself, by policy, in place of the policy's; an organization's override stands above them.</summary>
    public IReadOnlyDictionary<string, RateOwnLimit> Own { get; init; } = new Dictionary<string, RateOwnLimit>();

    public OrganizationId? Organization { get; init; }

    public PersonId? Person { get; init; }

    public ServiceTokenId? Token { get; init; }

    public NumberId? Number { get; init; }

    /// <summary>Phone of whom a message goes to. Only its hash is kept.</summary>
    public string? Recipient { get; init; }

    public Guid? Campaign { get; init; }

    public string? Route { get; init; }

    /// <summary>Network address; IPv6 counts by /64.</summary>
    public string? Address { get; init; }

    /// <summary>Whom somebody tries to be: an e-mail address. Only its hash is kept.</summary>
    public string? Account { get; init; }

    internal string Tag => TagOf(Organization ?? OrganizationId.Platform);

    internal static string TagOf(OrganizationId organization) => organization == OrganizationId.Platform ? "anon" : $"org:{organization.Value:D}";

    /// <summary>For whoever is signed in; without an organization (a super admin outside any) it counts by address.</summary>
    public static RateRequest For(Actor actor, params string[] policies) => new(policies)
    {
        Organization = actor.Organization,
        Person = actor.Person,
        Token = actor.Token,
        Address = actor.Address,
    };

    /// <summary>For a job or another part of the platform that acts for an organization.</summary>
    public static RateRequest For(OrganizationId organization, params string[] policies) => new(policies) { Organization = organization };

    /// <summary>For whoever is not signed in: sign-in, registration, refresh, unsigned webhooks.</summary>
    public static RateRequest Anonymous(string? address, string? account, params string[] policies) =>
        new(policies) { Address = address ?? "", Account = account };

    internal bool Has(RateKeyPart part) => Value(part) is not null;

    internal string? Value(RateKeyPart part) => part switch
    {
        RateKeyPart.Organization => Organization?.Value.ToString("D"),
        RateKeyPart.Person => Person?.Value.ToString("D"),
        RateKeyPart.Token => Token?.Value.ToString("D"),
        RateKeyPart.Number => Number?.Value.ToString("D"),
        RateKeyPart.Recipient => Recipient is null ? null : Hash(Recipient),
        RateKeyPart.Campaign => Campaign?.ToString("D"),
        RateKeyPart.Ip => Address is null ? null : RateAddress.Normalize(Address),
        RateKeyPart.Account => Account is null ? null : Hash(Names.Normalize(Account)),
        RateKeyPart.Route => Route is null ? null : Hash(Route),
    };

    // An e-mail address or a phone is personal data and a route may be long: none stands in a key.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
