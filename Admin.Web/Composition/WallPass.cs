using System.Globalization;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Web.Composition;

/// <summary>
/// Circuits are for people who are signed in. A wall board has nobody, so its page, having seen a working link, hands the
/// browser a pass that opens circuits and nothing else: no page, no call. What the board shows is still decided by its token.
/// </summary>
internal sealed class WallPass(IDataProtectionProvider protection, IHostEnvironment environment, TimeProvider time)
{
    public const string Cookie = "admin.wall";

    private readonly IDataProtector _protector = protection.CreateProtector("wall board circuit");

    /// <param name="until">When the link ends (UTC).</param>
    public void Write(HttpContext http, DateTime until) => http.Response.Cookies.Append(
        Cookie,
        _protector.Protect(until.Ticks.ToString(CultureInfo.InvariantCulture)),
        new CookieOptions
        {
            Path = CircuitAccess.Path,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = !environment.IsDevelopment() || http.Request.IsHttps,
            IsEssential = true,
            Expires = new DateTimeOffset(until, TimeSpan.Zero),
        });

    public bool IsGood(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 1000 } value)
            return false;
        try
        {
            return long.TryParse(_protector.Unprotect(value), CultureInfo.InvariantCulture, out var ticks) && time.GetUtcNow().UtcTicks < ticks;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Made by another key, or by nobody of ours.
            return false;
        }
    }
}
