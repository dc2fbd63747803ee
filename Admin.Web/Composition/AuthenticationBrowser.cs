using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Web.Composition;

/// <summary>Gives a new session to the browser as its cookie.</summary>
internal sealed class BrowserSignIn(MyAccount accounts, Sessions sessions, DeviceCookie device)
{
    /// <summary>Sets the cookie; a session that the browser held before ends.</summary>
    public async Task<Result<Me>> OpenAsync(HttpContext http, SignedIn signedIn)
    {
        if (SessionPrincipal.Read(http.User) is { } old && old.Session != signedIn.Session)
            await sessions.SignOutAsync(Actor.ForPerson(old.Person, old.Session, null, AddressOf(http)), http.RequestAborted);
        var me = await accounts.DescribeAsync(Actor.ForPerson(signedIn.Person, signedIn.Session, null, AddressOf(http)), http.RequestAborted);
        if (me.Failed)
            return me.Error;
        var principal = SessionPrincipal.Of(me.Value, signedIn.Session, AuthenticationSchemes.Cookie);
        await http.SignInAsync(AuthenticationSchemes.Cookie, principal, new AuthenticationProperties { IsPersistent = true, ExpiresUtc = new DateTimeOffset(signedIn.ExpiresAt, TimeSpan.Zero) });
        await device.RememberAsync(http, signedIn.Person);
        return me;
    }

    public static SignInOrigin OriginOf(HttpContext http, SessionKind kind) => new(kind, AddressOf(http), http.Request.Headers.UserAgent.ToString());

    public static string? AddressOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}

/// <summary>Remembers between the two pages of a sign-in that the password was right; sealed, and for five minutes.</summary>
internal sealed class PendingSignInCookie(IDataProtectionProvider protection)
{
    private const string Name = "admin.pending";
    private const string Path = "/account";

    private readonly IDataProtector _protector = protection.CreateProtector("Admin.Accounts.PendingSignIn.v1");

    public void Write(HttpContext http, PendingSignIn pending) =>
        http.Response.Cookies.Append(Name, _protector.Protect(JsonSerializer.Serialize(new Content(pending.Person.Value, pending.Stamp, pending.At))), Options(http, PendingSignIn.Lifetime));

    public PendingSignIn? Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { } text)
            return null;
        try
        {
            var content = JsonSerializer.Deserialize<Content>(_protector.Unprotect(text))!;
            return new PendingSignIn(new PersonId(content.Person), content.Stamp, content.At);
        }
        catch (CryptographicException)
        {
            return null; // Not ours, or from before the keys were changed: as good as none.
        }
    }

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = Path, MaxAge = maxAge, IsEssential = true };

    private sealed record Content(Guid Person, string Stamp, DateTime At);
}
