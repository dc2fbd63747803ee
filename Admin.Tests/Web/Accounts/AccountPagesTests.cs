using System.Net;
using System.Text.RegularExpressions;
using Admin.Domain.Accounts;

namespace Admin.Tests.Web.Accounts;

public sealed class AccountPagesTests : IAsyncLifetime
{
    private AccountsHost _host = null!;
    private BrowserDouble _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await AccountsHost.StartAsync();
        _browser = _host.NewBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_RightPassword_SetsTheCookieAndLeadsHome()
    {
        var signedIn = await _browser.SignInAsync();
        var start = await _browser.GetAsync("/");

        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), c => c.StartsWith("admin.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/", Target(signedIn));
        Assert.Equal("/o/acme", Target(start));
    }

    [Theory]
    [InlineData("/o/acme/secrets", "/o/acme/secrets")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    public async Task SignIn_WithReturnUrl_GoesOnlyToThisApplication(string returnUrl, string target) =>
        Assert.Equal(target, Target(await _browser.SignInAsync(path: "/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl))));

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownAddress_ShowTheSamePage()
    {
        var wrong = await _browser.SignInAsync("not the password");
        var unknown = await _browser.SignInAsync("not the password", "nob@acme.test");

        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(await PlainAsync(wrong), await PlainAsync(unknown));
        Assert.Contains("invalid_credentials", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgery_IsRefused()
    {
        var response = await _browser.PostAsync("/account/sign-in", ("_handler", "sign-in"), ("Email", AccountsHost.Email), ("Password", AccountsHost.Password));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie") && response.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith("admin.session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_SecondFactor_TakesTwoSteps()
    {
        var secret = await EnrolInBrowserAsync();
        using var other = _host.NewBrowser();

        var first = await other.SignInAsync();
        var wrong = await other.PostFormAsync("/account/sign-in/code", "code", ("Code", "000000x"));
        var second = await other.PostFormAsync("/account/sign-in/code", "code", ("Code", Totp.CodeAt(secret, _host.Time.GetUtcNow().UtcDateTime)));

        Assert.Equal("/account/sign-in/code", Target(first));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.Equal("/", Target(second));
        Assert.Equal("/o/acme", Target(await other.GetAsync("/")));
    }

    [Fact]
    public async Task SignOut_Posted_EndsTheSession()
    {
        await _browser.SignInAsync();

        var page = await (await _browser.GetAsync("/account/sessions")).Content.ReadAsStringAsync();
        var signedOut = await _browser.PostAsync("/account/sign-out", ("__RequestVerificationToken", BrowserDouble.TokenOf(page)));

        Assert.Equal("/account/sign-in", Target(signedOut));
        Assert.StartsWith("/account/sign-in", Target(await _browser.GetAsync("/account/sessions")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangePassword_Done_KeepsThisBrowserAndEndsTheOther()
    {
        using var other = _host.NewBrowser();
        await _browser.SignInAsync();
        await other.SignInAsync();

        await _browser.PostFormAsync("/account/password", "password", ("Current", AccountsHost.Password), ("Next", "another long password"));

        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/account/sessions")).StatusCode);
        Assert.StartsWith("/account/sign-in", Target(await other.GetAsync("/account/sessions")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_SignOutElsewhere_EndsTheOtherBrowser()
    {
        using var other = _host.NewBrowser();
        await _browser.SignInAsync();
        await other.SignInAsync();

        await _browser.PostFormAsync("/account/sessions", "others");

        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync("/account/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/account/sessions")).StatusCode);
    }

    [Fact]
    public async Task Security_ConfirmationTooOld_AsksForItFirst()
    {
        await _browser.SignInAsync();
        _host.Time.Advance(Session.StepUpWindow);

        var before = await (await _browser.GetAsync("/account/security")).Content.ReadAsStringAsync();
        var confirmed = await _browser.PostFormAsync("/account/confirm?returnUrl=%2Faccount%2Fsecurity", "confirm", ("Password", AccountsHost.Password));

        Assert.DoesNotContain("totp-secret", before, StringComparison.Ordinal);
        Assert.Equal("/account/security", Target(confirmed));
        Assert.Contains("totp-secret", await (await _browser.GetAsync("/account/security")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgot_KnownAndUnknownAddress_ShowTheSamePage()
    {
        var known = await _browser.PostFormAsync("/account/forgot", "forgot", ("Email", AccountsHost.Email));
        var unknown = await _browser.PostFormAsync("/account/forgot", "forgot", ("Email", "nobody@acme.test"));

        Assert.Equal(await PlainAsync(known), await PlainAsync(unknown));
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/register")]
    [InlineData("/account/forgot")]
    [InlineData("/account/reset?token=x")]
    [InlineData("/account/first-admin?token=x")]
    public async Task Page_InPortuguese_IsTranslated(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", "pt-BR");

        var page = await (await _host.Client.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains("lang=\"pt-BR\"", page, StringComparison.Ordinal);
        Assert.Matches("[áâãéíóõúç]|&#xE", page);
    }

    private async Task<string> EnrolInBrowserAsync()
    {
        await _browser.SignInAsync();
        var page = await (await _browser.GetAsync("/account/security")).Content.ReadAsStringAsync();
        var secret = Regex.Match(page, "data-testid=\"totp-secret\">([A-Z2-7]+)<").Groups[1].Value;
        var enabled = await _browser.PostFormAsync("/account/security", "enable", ("Code", Totp.CodeAt(secret, _host.Time.GetUtcNow().UtcDateTime)));
        Assert.Contains("recovery-codes", await enabled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        _host.Time.Advance(TimeSpan.FromSeconds(60));
        return secret;
    }

    private static string? Target(HttpResponseMessage response)
    {
        var location = response.Headers.Location;
        return location is { IsAbsoluteUri: true } ? location.PathAndQuery : location?.OriginalString is { } text && !text.StartsWith('/') ? "/" + text : location?.OriginalString;
    }

    // Without tokens and what the visitor typed, which differ by themselves.
    private static async Task<string> PlainAsync(HttpResponseMessage response) =>
        Regex.Replace(await response.Content.ReadAsStringAsync(), "value=\"[^\"]*\"|<!--.*?-->|v=[A-Za-z0-9_-]+", "", RegexOptions.Singleline);
}
