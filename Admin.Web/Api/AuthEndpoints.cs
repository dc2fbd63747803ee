using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Web.Composition;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;

namespace Admin.Web.Api;

/// <summary>Signing in and out of programs, and what a caller may know about itself.</summary>
internal static class AuthEndpoints
{
    public static IEndpointRouteBuilder MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("auth");
        auth.MapPost("/login", LoginAsync).AllowAnonymous().LimitedInside(RatePolicyNames.AuthLogin).WithSummary("Sign in with a password, and a code where a second factor is enrolled");
        auth.MapPost("/refresh", RefreshAsync).AllowAnonymous().LimitedInside(RatePolicyNames.AuthRefresh).WithSummary("Exchange a refresh token, once, for new tokens");
        auth.MapPost("/register", RegisterAsync).AllowAnonymous().LimitedInside(RatePolicyNames.AuthRegister).WithSummary("Register a person and an organization");
        auth.MapPost("/confirm", ConfirmAsync).WithSummary("Confirm who you are, for what asks for it within five minutes");
        auth.MapPost("/logout", LogoutAsync).WithSummary("End this session");
        auth.MapGet("/me", MeAsync).WithSummary("Who is signed in");
        return api;
    }

    private static async Task<IResult> LoginAsync(LoginBody body, HttpContext http, SignIn signIn, AccessTokens accessTokens, CancellationToken ct)
    {
        var origin = BrowserSignIn.OriginOf(http, SessionKind.Bearer);
        return Tokens(http, await signIn.SignInAsync(body.Email, body.Password, body.Otp, origin, ct), accessTokens);
    }

    private static async Task<IResult> RefreshAsync(RefreshBody body, HttpContext http, RefreshTokens refreshTokens, AccessTokens accessTokens, CancellationToken ct) =>
        Tokens(http, await refreshTokens.RefreshAsync(body.RefreshToken, BrowserSignIn.AddressOf(http), ct), accessTokens);

    private static async Task<IResult> RegisterAsync(RegisterBody body, HttpContext http, Registration registration, CancellationToken ct)
    {
        var result = await registration.RegisterAsync(body.Email, body.Password, body.OrganizationName, BrowserSignIn.AddressOf(http), CultureInfo.CurrentUICulture, ct);
        return result.Failed ? result.Error.ToProblem() : Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> ConfirmAsync(ConfirmBody body, HttpContext http, StepUp stepUp, CancellationToken ct) =>
        (await stepUp.ConfirmAsync(http.GetActor(), body.Password, body.Otp, ct)).ToHttp();

    private static async Task<IResult> LogoutAsync(HttpContext http, Sessions sessions, CancellationToken ct) =>
        (await sessions.SignOutAsync(http.GetActor(), ct)).ToHttp();

    private static async Task<IResult> MeAsync(HttpContext http, MyAccount accounts, Access access, CancellationToken ct)
    {
        var actor = http.GetActor();
        var me = await accounts.DescribeAsync(actor, ct);
        if (me.Failed)
            return me.Error.ToProblem();
        var grant = await access.GrantAsync(actor, ct);
        return me.ToHttp(m => MeBody.Of(m, grant));
    }

    private static IResult Tokens(HttpContext http, Result<SignedIn> signedIn, AccessTokens accessTokens)
    {
        http.Response.Headers.CacheControl = "no-store";
        return signedIn.ToHttp(s => new TokensBody(accessTokens.Issue(s.Person, s.Session), s.RefreshToken!, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds));
    }
}
