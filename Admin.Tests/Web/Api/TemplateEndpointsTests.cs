using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.Api;

/// <summary>Templates over REST: synchronised, read, bound by a campaign in the Cloud API's shape, uploaded for, tested.</summary>
public sealed class TemplateEndpointsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;
    private RestHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _world.Management.Listed.Add(new ListedTemplate("1", "promo", "pt_BR", "MARKETING", "APPROVED", "POSITIONAL", "GREEN", null, TemplateSamples.Rich));
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
    public async Task Synchronize_ThenGet_ShowsEveryPart()
    {
        var template = await SynchronizeAsync();

        Assert.Equal(["header", "body.1", "body.2", "button.1", "button.2"], template.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("key").GetString()));
        Assert.Equal("image", template.GetProperty("header").GetProperty("kind").GetString());
        Assert.Equal("marketing", template.GetProperty("template").GetProperty("category").GetString());
    }

    [Fact]
    public async Task Synchronize_Again_IsAConflictThatSaysWhen()
    {
        await SynchronizeAsync();

        using var again = await _client.PostAsync(new Uri("/api/v1/templates/synchronize", UriKind.Relative), null, Ct);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Campaign_WithComponents_ShowsThemAsTheyWereGiven()
    {
        await SynchronizeAsync();
        var components = ComponentsJson.ToElement(TemplateSamples.Bound());

        using var made = await _client.PostAsJsonAsync("/api/v1/campaigns", new { name = "Promo", phone_number_id = _world.Acme.Number.PhoneNumberId, template_name = "promo", template_language = "pt_BR", template_components = components }, Ct);

        var shown = await made.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(["{{name}}", "Shoes"], shown.GetProperty("template_parameters").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(["header", "button", "button"], shown.GetProperty("template_components").EnumerateArray().Select(c => c.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("""[{"type":"header","parameters":[{"type":"gif"}]}]""", "template_components_malformed")]
    [InlineData("""[{"type":"body","parameters":[{"type":"text","text":"x"}]}]""", "template_body_given_twice")]
    public async Task Campaign_ComponentsThatCannotBeRead_IsRefused(string components, string code)
    {
        var body = new { name = "Promo", phone_number_id = _world.Acme.Number.PhoneNumberId, template_name = "order_update", template_language = "en_US", template_parameters = new[] { "a", "b" }, template_components = JsonSerializer.Deserialize<JsonElement>(components) };

        using var refused = await _client.PostAsJsonAsync("/api/v1/campaigns", body, Ct);

        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.StatusCode, (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Media_TheFileAsBody_IsUploadedAndNamed()
    {
        using var file = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");

        using var uploaded = await _client.PostAsync(new Uri($"/api/v1/templates/media?phone_number_id={_world.Acme.Number.PhoneNumberId}&file_name=flower.jpg", UriKind.Relative), file, Ct);

        var shown = await uploaded.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal(("image", "flower.jpg"), (shown.GetProperty("kind").GetString(), shown.GetProperty("file_name").GetString()));
    }

    [Fact]
    public async Task Test_ToOnePhone_AnswersWhatWhatsAppSaid()
    {
        using var sent = await _client.PostAsJsonAsync($"/api/v1/templates/{_world.Acme.Template.Id}/test", new { phone_number_id = _world.Acme.Number.PhoneNumberId, phone = "+5511987654321", template_parameters = new[] { "Ana", "42" } }, Ct);

        Assert.Equal("accepted", (await sent.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("outcome").GetString());
        Assert.Equal(["Ana", "42"], Assert.Single(_world.WhatsApp.Sent).Components.Select(c => c.Text));
    }

    private async Task<JsonElement> SynchronizeAsync()
    {
        using var done = await _client.PostAsync(new Uri("/api/v1/templates/synchronize", UriKind.Relative), null, Ct);
        Assert.Equal(1, (await done.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("added").GetInt32());
        var list = await _client.GetFromJsonAsync<JsonElement>("/api/v1/templates?category=marketing", Ct);
        return await _client.GetFromJsonAsync<JsonElement>($"/api/v1/templates/{list.GetProperty("items")[0].GetProperty("id").GetString()}", Ct);
    }
}
