using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Admin.Domain.Notices;
using Admin.Tests.Domain.Notices;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.Notices;

/// <summary>The routes over HTTP, with the real services behind them.</summary>
public sealed class NoticeEndpointsTests : IAsyncLifetime
{
    private NoticesFixture _test = null!;
    private RestHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await NoticesFixture.CreateAsync();
        _host = await RestHost.StartAsync(_test.World, _test.World.Acme.Admin);
        _http = _host.Client();
        _http.DefaultRequestHeaders.Add("Authorization", "Test caller");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task Get_Notices_ListsThemWithTheUnreadCount()
    {
        await _test.PostAsync(NoticesFixture.Draft("a") with { SubjectType = "secret", SubjectId = "0198" }, NoticesFixture.Draft("b", NoticeKinds.ServiceTokenCreated));

        var all = await GetAsync("?page_size=1");
        var some = await GetAsync("?group=expiring_secrets&unread=true");

        Assert.Equal((2, 1, 2), (all.GetProperty("total").GetInt32(), all.GetProperty("items").GetArrayLength(), all.GetProperty("unread").GetInt32()));
        var notice = Assert.Single(some.GetProperty("items").EnumerateArray());
        Assert.Equal(("secret.expiring", "expiring_secrets", "secret", "0198"), (Text(notice, "kind"), Text(notice, "group"), Text(notice, "subject_type"), Text(notice, "subject_id")));
        Assert.Equal("2026-01-31T12:00:00Z", notice.GetProperty("details").GetProperty("expires_at").GetString());
        Assert.Equal(JsonValueKind.Null, notice.GetProperty("read_at").ValueKind);
    }

    [Fact]
    public async Task Post_ReadAndReadAll_MarkThem()
    {
        await _test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b"), NoticesFixture.Draft("c"));
        var id = (await GetAsync("")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync($"/{id}/read")).StatusCode);
        Assert.Equal(2, (await GetAsync("")).GetProperty("unread").GetInt32());
        using var all = await PostAsync("/read-all");
        Assert.Equal(2, (await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("marked").GetInt32());
        Assert.Equal(0, (await GetAsync("")).GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task Post_ReadUnknown_IsAProblem()
    {
        using var answer = await PostAsync($"/{NoticeId.New()}/read");

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("notice_not_found", Text(await answer.Content.ReadFromJsonAsync<JsonElement>(), "code"));
    }

    [Theory]
    [InlineData("GET", "?group=ManyReveals")]
    [InlineData("POST", "/read-all?group=all")]
    public async Task Any_UnknownGroup_IsInvalid(string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/notices{address}");
        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Put_Preferences_ChoosesForTheGroupsNamed()
    {
        using var put = await PutAsync("""{"items":[{"group":"visits","mail":false}]}""");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        var items = (await GetAsync("/preferences")).GetProperty("items").EnumerateArray().ToDictionary(i => Text(i, "group")!, i => i.GetProperty("mail").GetBoolean(), StringComparer.Ordinal);

        Assert.Equal((9, false, true, false), (items.Count, items["visits"], items["service_tokens"], items["overdue_secrets"]));
    }

    [Theory]
    [InlineData("""{"items":[{"group":"everything","mail":false}]}""")]
    [InlineData("""{"items":[{"group":"visits"}]}""")]
    [InlineData("""{"items":[{"group":"visits","mail":true},{"group":"visits","mail":false}]}""")]
    [InlineData("{}")]
    public async Task Put_PreferencesMalformed_IsRefused(string body)
    {
        using var answer = await PutAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private Task<JsonElement> GetAsync(string address) => _http.GetFromJsonAsync<JsonElement>($"/api/v1/notices{address}");

    private Task<HttpResponseMessage> PostAsync(string address) => _http.PostAsync(new Uri($"/api/v1/notices{address}", UriKind.Relative), null);

    private async Task<HttpResponseMessage> PutAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.PutAsync(new Uri("/api/v1/notices/preferences", UriKind.Relative), content);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
