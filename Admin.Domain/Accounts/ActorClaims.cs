namespace Admin.Domain.Accounts;

/// <summary>Names of the claims that a door makes an <see cref="Actor"/> from. Cookie, bearer, circuit and hub use the same ones.</summary>
public static class ActorClaims
{
    /// <summary>A person's id.</summary>
    public const string Person = "sub";

    /// <summary>The session that a person signed in with.</summary>
    public const string Session = "sid";

    /// <summary>A service token's id; such a principal has no person.</summary>
    public const string ServiceToken = "service_token";

    /// <summary>The organization of a service token.</summary>
    public const string Organization = "organization";

    /// <summary>The person's or token's name, for the screen.</summary>
    public const string Name = "name";

    /// <summary>The person's address, for the screen.</summary>
    public const string Email = "email";

    /// <summary>"true" for super admins: only decides what the frame offers, never what is allowed.</summary>
    public const string SuperAdmin = "super_admin";
}
