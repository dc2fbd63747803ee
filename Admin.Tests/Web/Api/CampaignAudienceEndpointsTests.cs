using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Tests.Domain.Campaigns.Audiences;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;
using Admin.Tests.Web.Campaigns;

namespace Admin.Tests.Web.Api;

/// <summary>The audience of a campaign as programs put it together.</summary>
public sealed class CampaignAudienceEndpointsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;
    private RestHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        _client = _host.Client();
        _client.DefaultRequestHeaders.Add("Authorization", "Test caller");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Audience_PutTogetherAndTakenApart_ShowsWhatItIs()
    {
        var earlier = await _world.RunningCampaignAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131047"));
        var id = await _world.DraftCampaignAsync(1);
        var list = await _world.ListAsync();
        await _world.ContactAsync("+5511911110001", list: list);
        var contacts = $$$"""{"contacts":{"list_id":"{{{list.Id}}}","created_from":"2020-01-01T00:00:00Z"}}""";

        Assert.Equal((HttpStatusCode.OK, 1), await SizeAsync(contacts));
        var (made, part) = await SendAsync(HttpMethod.Post, $"{id}/audience/parts", contacts);
        Assert.Equal((HttpStatusCode.Created, 1), (made, part.GetProperty("size").GetInt32()));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, $"{id}/audience/parts", $$$"""{"earlier":{"campaign_id":"{{{earlier}}}","outcome":"failed","code":"131047"}}""")).Status);

        var (_, audience) = await SendAsync(HttpMethod.Get, $"{id}/audience");
        Assert.Equal((1, 3), (audience.GetProperty("from_files").GetInt32(), audience.GetProperty("people").GetInt32()));
        var (first, second) = (audience.GetProperty("parts")[0], audience.GetProperty("parts")[1]);
        Assert.Equal(("Customers", "2020-01-01T00:00:00Z"), (first.GetProperty("contacts").GetProperty("list_name").GetString(), first.GetProperty("contacts").GetProperty("created_from").GetString()));
        Assert.Equal(("May", "failed", "131047"), (Text(second, "campaign_name"), Text(second, "outcome"), Text(second, "code")));

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"{id}/audience/parts/{part.GetProperty("id").GetString()}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"{id}/audience/files")).Status);
        var left = await _world.AudienceAsync(id);
        Assert.Equal((0, 1, new EarlierOutcome(earlier, CampaignOutcome.Failed, "131047")), (left.FromFiles, left.People, left.Parts.Single().Earlier));
    }

    [Theory]
    [InlineData("{}", 400, "audience_part_invalid")]
    [InlineData("""{"contacts":{},"earlier":{"campaign_id":"{id}","outcome":"sent"}}""", 400, "audience_part_invalid")]
    [InlineData("""{"earlier":{"campaign_id":"{id}","outcome":"read","code":"131026"}}""", 400, "audience_part_invalid")]
    [InlineData("""{"earlier":{"campaign_id":"{id}","outcome":"sent"}}""", 400, "audience_campaign_not_started")]
    [InlineData("""{"earlier":{"campaign_id":"00000000-0000-0000-0000-000000000001","outcome":"sent"}}""", 404, "campaign_not_found")]
    [InlineData("""{"contacts":{"list_id":"00000000-0000-0000-0000-000000000001"}}""", 404, "contact_list_not_found")]
    public async Task Part_ThatCannotBe_IsRefusedWithItsCode(string body, int status, string code)
    {
        var id = await _world.DraftCampaignAsync(1);
        body = body.Replace("{id}", id.ToString(), StringComparison.Ordinal);

        foreach (var address in (string[])[$"{id}/audience/parts", "audience-size"])
        {
            var (answered, problem) = await SendAsync(HttpMethod.Post, address, body);
            Assert.Equal((status, code), ((int)answered, problem.GetProperty("code").GetString()));
        }
    }

    private async Task<(HttpStatusCode Status, int Size)> SizeAsync(string body)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, "audience-size", body);
        return (status, answer.GetProperty("size").GetInt32());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"/api/v1/campaigns/{address}", UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request, Ct);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>(Ct));
    }

    private static string? Text(JsonElement part, string name) => part.GetProperty("earlier").GetProperty(name).GetString();
}
