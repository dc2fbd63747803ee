using System.Security.Cryptography;
using System.Text.Json;
using Admin.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Web.Composition;

/// <summary>Keeps in the browser, sealed, which accounts it signed in to: see <see cref="KnownDevices"/>. Sent to the account pages only.</summary>
internal sealed class DeviceCookie(IDataProtectionProvider protection, KnownDevices devices)
{
    public const string Name = "admin.device";

    private const string Path = "/account";
    private const int MaxLength = 4096;

    private readonly IDataProtector _protector = protection.CreateProtector("Admin.Accounts.DeviceCookie.v1");

    /// <summary>Nothing where there is no cookie, or none that was sealed here.</summary>
    public IReadOnlyList<DeviceMark> Read(HttpContext http)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 and <= MaxLength } text)
            return [];
        try
        {
            return JsonSerializer.Deserialize<DeviceMark[]>(_protector.Unprotect(text)) ?? [];
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return [];
        }
    }

    /// <summary>After a sign-in.</summary>
    public async Task RememberAsync(HttpContext http, PersonId person)
    {
        var marks = await devices.RememberAsync(person, Read(http), http.RequestAborted);
        http.Response.Cookies.Append(Name, _protector.Protect(JsonSerializer.Serialize(marks)), new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = Path,
            MaxAge = DeviceMark.Lifetime,
            IsEssential = true,
        });
    }
}
