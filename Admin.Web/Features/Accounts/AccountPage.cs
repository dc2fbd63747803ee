using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Composition;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Features.Accounts;

/// <summary>What the account pages ask of their request.</summary>
internal static class AccountPage
{
    /// <summary>The signed-in person; the page requires one.</summary>
    public static Actor PersonActor(this HttpContext http) =>
        PrincipalActor.From(http.User, null, http.GetAddress()) ?? throw new InvalidOperationException("This page needs a signed-in person.");

    /// <summary>Says when a refused act may be tried again, also to programs that read only headers.</summary>
    public static Error Noted(this HttpContext http, Error error)
    {
        if (error.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return error;
    }

    /// <summary>After a sign-in: where the person wanted to go, if that is in this application, else their start page.</summary>
    public static string After(string? returnUrl) => AdminUrls.Local(returnUrl);

    /// <summary>Where a sign-in in this browser comes from, with what it kept of earlier ones.</summary>
    public static SignInOrigin Browser(this HttpContext http) =>
        BrowserSignIn.OriginOf(http, SessionKind.Cookie) with { Marks = http.RequestServices.GetRequiredService<DeviceCookie>().Read(http) };
}
