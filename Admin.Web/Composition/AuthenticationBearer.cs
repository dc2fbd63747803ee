using System.Text.Encodings.Web;
using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition;

/// <summary>Where a program puts its token.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 2000;

    // A browser cannot set headers on a WebSocket, so the hub alone takes the token from the query string.
    private static readonly PathString Hub = "/hubs/live";

    public static string? Find(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : request.Path.StartsWithSegments(Hub, StringComparison.OrdinalIgnoreCase) ? request.Query["access_token"].ToString()
            : "";
        return token.Length is 0 or > MaxLength ? null : token;
    }
}

/// <summary>Access tokens of people and tokens of services. The session or token behind it is looked at in every call.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AccessTokens accessTokens, Sessions sessions, ServiceTokenSignIn serviceTokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Find(Request) is not { } token)
            return AuthenticateResult.NoResult();
        return token.StartsWith(ServiceTokenText.Prefix, StringComparison.Ordinal) ? await OfServiceAsync(token) : await OfPersonAsync(token);
    }

    private async Task<AuthenticateResult> OfServiceAsync(string token)
    {
        var identity = await serviceTokens.AuthenticateAsync(token, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        return identity.Failed ? AuthenticateResult.Fail(identity.Error.Code) : Success(SessionPrincipal.Of(identity.Value, Scheme.Name));
    }

    private async Task<AuthenticateResult> OfPersonAsync(string token)
    {
        if (accessTokens.Read(token) is not { } session || !await sessions.IsAliveAsync(session.Person, session.Session, Context.RequestAborted))
            return AuthenticateResult.Fail(AccessErrors.NotSignedIn.Code);
        await sessions.TouchAsync(session.Session, Context.RequestAborted);
        return Success(SessionPrincipal.Of(session.Person, session.Session, Scheme.Name));
    }

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) =>
        AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
