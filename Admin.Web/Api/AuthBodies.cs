using Admin.Domain.Accounts;
using Admin.Domain.Common;

namespace Admin.Web.Api;

internal sealed record LoginBody(string? Email, string? Password, string? Otp)
{
    public override string ToString() => nameof(LoginBody);
}

internal sealed record RefreshBody(string? RefreshToken)
{
    public override string ToString() => nameof(RefreshBody);
}

internal sealed record RegisterBody(string? Email, string? Password, string? OrganizationName)
{
    public override string ToString() => nameof(RegisterBody);
}

/// <param name="Password">Without a second factor.</param>
/// <param name="Otp">With one: a code of the authenticator app, or a recovery code.</param>
internal sealed record ConfirmBody(string? Password, string? Otp)
{
    public override string ToString() => nameof(ConfirmBody);
}

/// <param name="ExpiresIn">Seconds until the access token ends.</param>
internal sealed record TokensBody(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn)
{
    public override string ToString() => nameof(TokensBody);
}

/// <param name="OrganizationId">The organization that this very call is about, if it is about one.</param>
/// <param name="Permissions">What the caller may do there.</param>
internal sealed record MeBody(
    Guid Id,
    string Email,
    string Name,
    bool IsSuperAdmin,
    bool SecondFactor,
    DateTime SignedInAt,
    DateTime ConfirmedAt,
    Guid? OrganizationId,
    IReadOnlyList<string> Permissions,
    IReadOnlyList<MeOrganizationBody> Organizations)
{
    public static MeBody Of(Me me, AccessGrant grant) => new(
        me.Id.Value,
        me.Email,
        me.Name,
        me.IsSuperAdmin,
        me.HasSecondFactor,
        me.SignedInAt,
        me.ConfirmedAt,
        grant.Organization?.Value,
        [.. grant.Permissions.Order(StringComparer.Ordinal)],
        [.. me.Organizations.Select(o => new MeOrganizationBody(o.Id.Value, o.Name, o.Slug, SnakeCase.Of(o.Role)))]);
}

internal sealed record MeOrganizationBody(Guid Id, string Name, string Slug, string Role);
