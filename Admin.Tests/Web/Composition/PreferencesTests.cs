using System.Net;
using System.Text.RegularExpressions;

namespace Admin.Tests.Web.Composition;

public sealed partial class PreferencesTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preferences_WithoutAntiforgery_AreRefused()
    {
        await using var host = await ShellHost.StartAsync();

        var response = await host.Client.PostAsync("/preferences", Form(null, ("theme", "dark")), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain(response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => c.StartsWith("admin.theme", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/o/acme?q=1", "/o/acme?q=1")]
    [InlineData("//evil.example", "/")]
    public async Task Preferences_Posted_SetCookiesAndGoBack(string returnUrl, string expected)
    {
        await using var host = await ShellHost.StartAsync();
        var (token, cookie) = await TokenAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = Form(token, ("theme", "dark"), ("culture", "pt-BR"), ("returnUrl", returnUrl)) };
        request.Headers.Add("Cookie", cookie);

        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location!.ToString());
        var cookies = string.Join('\n', response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("admin.theme=dark", cookies, StringComparison.Ordinal);
        Assert.Contains("admin.culture=c%3Dpt-BR%7Cuic%3Dpt-BR", cookies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_CultureCookie_DecidesTheLanguage()
    {
        await using var host = await ShellHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no-such-page");
        request.Headers.Add("Cookie", "admin.culture=c%3Dpt-BR%7Cuic%3Dpt-BR");
        request.Headers.Add("Accept-Language", "en");

        var response = await host.Client.SendAsync(request, Ct);

        var html = await response.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("lang=\"pt-BR\"", html, StringComparison.Ordinal);
        Assert.Contains("Esta página não existe", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Form(string? token, params (string Name, string Value)[] fields) =>
        new([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), .. token is null ? [] : new[] { KeyValuePair.Create("__RequestVerificationToken", token) }]);

    private static async Task<(string Token, string Cookie)> TokenAsync(ShellHost host)
    {
        var response = await host.Client.GetAsync("/no-such-page", Ct);
        var html = await response.Content.ReadAsStringAsync(Ct);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("admin.antiforgery", StringComparison.Ordinal)).Split(';')[0];
        return (TokenField().Match(html).Groups["token"].Value, cookie);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenField();
}
