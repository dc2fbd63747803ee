using Admin.Web.Composition;
using Microsoft.AspNetCore.Http;

namespace Admin.Tests.Web.Accounts;

public sealed class DeviceCookieTests : IAsyncLifetime
{
    private AccountsHost _host = null!;
    private BrowserDouble _browser = null!;

    public async ValueTask InitializeAsync()
    {
        // By account alone: all that the test sends comes from one address.
        _host = await AccountsHost.StartAsync(("RateLimits:Policies:auth_login:Limit", "5"), ("RateLimits:Policies:auth_login:Key", "account"));
        _browser = _host.NewBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_AccountUsedUpByAProgram_StillWorksInTheBrowserThatKnowsIt()
    {
        using var stranger = _host.NewBrowser();
        await _browser.SignInAsync();
        for (var i = 0; i < 6; i++)
            await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = "not the password" });

        var known = await _browser.SignInAsync();
        var unknown = await stranger.SignInAsync();

        Assert.Contains(known.Headers.GetValues("Set-Cookie"), c => c.StartsWith("admin.session=", StringComparison.Ordinal));
        Assert.False(unknown.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("admin.session=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_Done_SetsASealedCookieForTheAccountPages()
    {
        var signedIn = await _browser.SignInAsync();

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), c => c.StartsWith(DeviceCookie.Name + "=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/account", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=15552000", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("acme.test", cookie, StringComparison.Ordinal);
        Assert.Single(Read(cookie.Split(';')[0].Split('=', 2)[1]));
    }

    [Fact]
    public async Task SignIn_WrongPassword_SetsNone()
    {
        var refused = await _browser.SignInAsync("not the password");

        Assert.False(refused.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith(DeviceCookie.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Read_TamperedGarbageOrHuge_IsNothing()
    {
        var signedIn = await _browser.SignInAsync();
        var text = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(DeviceCookie.Name + "=", StringComparison.Ordinal)).Split(';')[0].Split('=', 2)[1];
        var middle = text.Length / 2;

        Assert.Empty(Read(text[..middle] + (text[middle] == 'A' ? 'B' : 'A') + text[(middle + 1)..]));
        Assert.Empty(Read("garbage"));
        Assert.Empty(Read(new string('A', 5000)));
        Assert.Empty(Read(null));
    }

    private IReadOnlyList<Admin.Domain.Accounts.DeviceMark> Read(string? text)
    {
        var http = new DefaultHttpContext();
        if (text is not null)
            http.Request.Headers.Cookie = $"{DeviceCookie.Name}={text}";
        return _host.Get<DeviceCookie>().Read(http);
    }
}
