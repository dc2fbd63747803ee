using System.Net;
using System.Text.RegularExpressions;

namespace Admin.Tests.Web.Accounts;

/// <summary>Keeps cookies and fills in forms as a browser without scripts would; does not follow redirects.</summary>
internal sealed class BrowserDouble : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _client;

    public BrowserDouble(Uri address) => _client = new HttpClient(_handler) { BaseAddress = address };

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    /// <summary>Opens the page and posts one of its forms with these fields.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await (await GetAsync(path)).Content.ReadAsStringAsync();
        var values = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = TokenOf(page);
        return await _client.PostAsync(path, new FormUrlEncodedContent(values));
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal)));

    public Task<HttpResponseMessage> SignInAsync(string password = AccountsHost.Password, string email = AccountsHost.Email, string path = "/account/sign-in") =>
        PostFormAsync(path, "sign-in", ("Email", email), ("Password", password));

    public static string TokenOf(string page)
    {
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"");
        Assert.True(token.Success, "The page has no antiforgery token: " + page[..Math.Min(page.Length, 2000)]);
        return WebUtility.HtmlDecode(token.Groups[1].Value);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }
}
