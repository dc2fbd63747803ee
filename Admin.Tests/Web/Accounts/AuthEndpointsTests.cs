using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Admin.Domain.Accounts;
using Admin.Web.Composition;

namespace Admin.Tests.Web.Accounts;

public sealed class AuthEndpointsTests : IAsyncLifetime
{
    private const string Me = "/api/v1/auth/me";

    private AccountsHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await AccountsHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Login_RightPassword_GivesTokensThatMeAccepts()
    {
        var response = await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = AccountsHost.Password });
        var tokens = await response.Content.ReadFromJsonAsync<JsonElement>();

        var me = await (await _host.GetAsync(Me, Access(tokens))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(("Bearer", 900), (tokens.GetProperty("token_type").GetString(), tokens.GetProperty("expires_in").GetInt32()));
        Assert.Equal(AccountsHost.Email, me.GetProperty("email").GetString());
        Assert.Equal("org_admin", me.GetProperty("organizations")[0].GetProperty("role").GetString());
        Assert.Equal(_host.Acme.Id.ToString(), me.GetProperty("organization_id").GetString());
    }

    [Fact]
    public async Task Login_WrongPasswordAndUnknownAddress_AnswerAlike()
    {
        var wrong = await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = "not the password" });
        var unknown = await _host.PostAsync("/api/v1/auth/login", new { email = "nobody@acme.test", password = "not the password" });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(wrong.StatusCode, unknown.StatusCode);
        Assert.Equal(await BodyWithoutReferenceAsync(wrong), await BodyWithoutReferenceAsync(unknown));
    }

    [Fact]
    public async Task Login_Locked_ReadsLikeAWrongPasswordWithRetryAfter()
    {
        for (var i = 0; i < SignInFailures.MaxFailures; i++)
            await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = "not the password" });

        var locked = await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = AccountsHost.Password });

        Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
        Assert.Equal("invalid_credentials", await CodeAsync(locked));
        Assert.Equal(SignInFailures.LockedFor, locked.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Login_OverTheLimit_Is429()
    {
        await using var host = await AccountsHost.StartAsync(("RateLimits:Policies:auth_login:Limit", "1"));
        await host.LoginAsync();

        var limited = await host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = AccountsHost.Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.NotNull(limited.Headers.RetryAfter);
    }

    [Fact]
    public async Task Login_EnrolledWithoutCode_AsksForIt()
    {
        var secret = await EnrolAsync();

        var missing = await _host.PostAsync("/api/v1/auth/login", new { email = AccountsHost.Email, password = AccountsHost.Password });
        var given = await _host.LoginAsync(Totp.CodeAt(secret, Now));

        Assert.Equal((HttpStatusCode.Unauthorized, "otp_required"), (missing.StatusCode, await CodeAsync(missing)));
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync(Me, Access(given))).StatusCode);
    }

    [Fact]
    public async Task Login_MalformedJson_Is400WithACode()
    {
        var response = await _host.Client.PostAsync("/api/v1/auth/login", new StringContent("{not json", Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, "malformed_json"), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task AccessToken_After15Minutes_IsRefusedAndCanBeRefreshed()
    {
        var tokens = await _host.LoginAsync();
        _host.Time.Advance(AccessTokens.Lifetime);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync(Me, Access(tokens))).StatusCode);
        var refreshed = await (await RefreshAsync(tokens)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync(Me, Access(refreshed))).StatusCode);
    }

    [Fact]
    public async Task Refresh_Reused_EndsTheFamilyAndItsAccessTokens()
    {
        var first = await _host.LoginAsync();
        var second = await (await RefreshAsync(first)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(first)).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await RefreshAsync(second)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync(Me, Access(second))).StatusCode);
    }

    [Fact]
    public async Task Logout_Done_EndsTheTokenAtOnce()
    {
        var tokens = await _host.LoginAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await _host.PostAsync("/api/v1/auth/logout", new { }, Access(tokens))).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync(Me, Access(tokens))).StatusCode);
    }

    [Fact]
    public async Task AccessToken_PasswordChangedElsewhere_IsRefused()
    {
        var tokens = await _host.LoginAsync();
        await _host.Get<Passwords>().ChangeAsync(await _host.ActorAsync(), AccountsHost.Password, "another long password", CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.GetAsync(Me, Access(tokens))).StatusCode);
    }

    [Fact]
    public async Task Confirm_WrongThenRight_IsRefusedThenKept()
    {
        var token = Access(await _host.LoginAsync());

        var wrong = await _host.PostAsync("/api/v1/auth/confirm", new { password = "not the password" }, token);
        var right = await _host.PostAsync("/api/v1/auth/confirm", new { password = AccountsHost.Password }, token);

        Assert.Equal((HttpStatusCode.Forbidden, "wrong_password"), (wrong.StatusCode, await CodeAsync(wrong)));
        Assert.Equal(HttpStatusCode.NoContent, right.StatusCode);
    }

    [Fact]
    public async Task Register_KnownAndUnknownAddress_AnswerAlike()
    {
        var known = await _host.PostAsync("/api/v1/auth/register", new { email = AccountsHost.Email, password = AccountsHost.Password, organization_name = "X" });
        var unknown = await _host.PostAsync("/api/v1/auth/register", new { email = "bo@globex.test", password = AccountsHost.Password, organization_name = "Globex" });

        Assert.Equal(HttpStatusCode.Created, known.StatusCode);
        Assert.Equal((known.StatusCode, await known.Content.ReadAsStringAsync()), (unknown.StatusCode, await unknown.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("adm_at_nonsense")]
    [InlineData("adm_at_!!!")]
    [InlineData("adm_st_nonsense")]
    public async Task Me_ForgedToken_IsRefused(string token)
    {
        var response = await _host.GetAsync(Me, token);

        Assert.Equal((HttpStatusCode.Unauthorized, "not_signed_in"), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task ServiceToken_OnAPageAndOnAPersonsRoute_OpensNeither()
    {
        var (text, hash, shown) = ServiceTokenText.New();
        await _host.Db.AddAsync(ServiceToken.Create(_host.Acme.Id, "billing", hash, shown, PersonId.New(), Now, Now.AddDays(1)));

        var page = await _host.GetAsync("/account/sessions", text);
        var me = await _host.GetAsync(Me, text);

        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, "people_only"), (me.StatusCode, await CodeAsync(me)));
    }

    private DateTime Now => _host.Time.GetUtcNow().UtcDateTime;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;

    private Task<HttpResponseMessage> RefreshAsync(JsonElement tokens) =>
        _host.PostAsync("/api/v1/auth/refresh", new { refresh_token = tokens.GetProperty("refresh_token").GetString() });

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private static async Task<string> BodyWithoutReferenceAsync(HttpResponseMessage response)
    {
        var body = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        body.Remove("reference");
        return body.ToJsonString();
    }

    private async Task<string> EnrolAsync()
    {
        var actor = await _host.ActorAsync();
        var offer = (await _host.Get<SecondFactor>().OfferAsync(actor, CancellationToken.None)).Value;
        await _host.Get<SecondFactor>().EnableAsync(actor, Totp.CodeAt(offer.Secret, Now), CancellationToken.None);
        _host.Time.Advance(TimeSpan.FromSeconds(60));
        return offer.Secret;
    }
}
