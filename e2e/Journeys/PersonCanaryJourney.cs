using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Admin.Tests.Infrastructure.Redis;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>
/// One person goes through every feature that keeps something of people, is erased, and is looked for in every table, in the bytes of
/// every file, and under every key of Redis.
/// </summary>
[Collection(Stage.Name)]
public sealed class PersonCanaryJourney(Stage stage)
{
    private const string AppSecret = "secret-of-the-canary";
    private const string Sender = "100000000000001";

    // Statuses of a test are of no recipient: looked at again for more than two minutes before they are given up and can go.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task APerson_WhoWentThroughEveryFeature_IsErasedFromEveryStore()
    {
        await using var redis = await RedisServer.StartAsync();
        var directory = AppProcess.NewDirectory();
        try
        {
            string output;
            await using (var app = await AppProcess.StartAsync(
                directory,
                ("Redis:ConnectionString", redis.ConnectionString),
                ("WhatsApp:AppSecret", AppSecret),
                ("RateLimits:Policies:auth_login:Limit", "200"),
                ("RateLimits:Policies:api_global:Limit", "100000")))
            {
                await using var connection = await redis.ConnectAsync();
                var stores = new Stores(directory, connection);
                using var api = await Rest.SignInAsync(app, People.Admin);
                await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
                api.DefaultRequestHeaders.Add("X-Reason", "asked%20for%20by%20letter");

                await PlantAsync(app, api);
                var before = await stores.FindAsync();
                Assert.All(
                    ["Contacts.Phone", "Recipients.Phone", "WebhookBodies.Body", "OptOuts.Phone", "QueryRuns.Statement", "SavedQueries.Statement", "ContactImports.FileName", "TemplateMedia.FileName", "the file imports", "the file admin.db"],
                    place => Assert.Contains(before, b => b.StartsWith(place, StringComparison.Ordinal)));
                Assert.NotEmpty(stores.KeptResults());

                await EraseAsync(api);

                Visitor.AssertNone(await stores.FindAsync());
                Assert.Empty(stores.KeptResults());
                Assert.Equal(0, await app.InterruptAsync());
                Visitor.AssertNone(await stores.InFilesAsync());
                output = app.Output;
            }

            Assert.Null(PersonCanary.FormIn(Encoding.UTF8.GetBytes(output)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task PlantAsync(AppProcess app, HttpClient api)
    {
        await api.PostAsync("contacts", new { phone = PersonCanary.Written, name = PersonCanary.Name, fields = new Dictionary<string, string> { ["nickname"] = "Canarinho" } });
        await ImportAsync(app);
        await SendTestAsync(api);
        var campaign = await SendCampaignAsync(api);
        await ReplyAsync(app, api);
        await AskConsoleAsync(api);
        foreach (var path in new[] { $"campaigns/{campaign}/report.csv", "audit/export.csv" })
            Assert.NotEmpty(await api.GetStringAsync(new Uri($"/api/v1/{path}", UriKind.Relative)));
        using var export = await api.PostAsJsonAsync("/api/v1/personal-data/export", new { phone = PersonCanary.Phone });
        Assert.Contains(PersonCanary.Name, await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A file called after the person, with a row that is taken and one that is rejected.</summary>
    private async Task ImportAsync(AppProcess app)
    {
        await using var context = await stage.NewContextAsync(app.Address);
        await using var admin = await Visitor.EnterAsync(context, app.Address);
        await new SignInPage(admin.Page).SignInAsync(People.Admin);
        var page = new ContactImportPage(admin);
        await page.OpenAsync();
        await page.UploadAsync("zuleide_canarinho 11900009995.csv", $"telefone;nome\n{PersonCanary.Written};{PersonCanary.Name}\n9999 11 90000-9995;{PersonCanary.Name}\n");
        await page.Check.ClickAsync();
        await Expect(page.Rejected).ToHaveTextAsync("1");
        await page.Start.ClickAsync();
        await Expect(page.State("completed")).ToBeVisibleAsync();
    }

    private static async Task<string> SendCampaignAsync(HttpClient api)
    {
        var made = await api.PostAsync("campaigns", new { name = "Canary", phone_number_id = Sender, template_name = "order_update", template_language = "en_US", template_parameters = new[] { "{{name}}", "{{nickname}}" } });
        var id = made.GetProperty("id").GetString()!;
        using var csv = new StringContent($"phone,name,nickname\n{PersonCanary.Digits},{PersonCanary.Name},Canarinho\n+5511900009996,Ana,Ana\n", Encoding.UTF8, "text/csv");
        using var audience = await api.PostAsync(new Uri($"/api/v1/campaigns/{id}/audience", UriKind.Relative), csv);
        audience.EnsureSuccessStatusCode();
        await api.PostAsync($"campaigns/{id}/start", new { });
        await api.UntilAsync(id, c => c.GetProperty("counts").GetProperty("read").GetInt32() == 2);
        return id;
    }

    private static async Task SendTestAsync(HttpClient api)
    {
        var templates = await api.GetFromJsonAsync<JsonElement>("/api/v1/templates?q=order_update");
        var id = templates.GetProperty("items").EnumerateArray().First(t => t.GetProperty("language").GetString() == "en_US").GetProperty("id").GetString();
        var sent = await api.PostAsync($"templates/{id}/test", new { phone_number_id = Sender, phone = PersonCanary.Phone, template_parameters = new[] { PersonCanary.Name, "42" } });
        Assert.Equal("accepted", sent.GetProperty("outcome").GetString());
        using var picture = new ByteArrayContent(Convert.FromHexString("FFD8FFE000104A46494600010100000100010000FFD9"));
        picture.Headers.ContentType = new("image/jpeg");
        using var uploaded = await api.PostAsync(new Uri($"/api/v1/templates/media?phone_number_id={Sender}&file_name=Zuleide%20Canarinho.jpg", UriKind.Relative), picture);
        uploaded.EnsureSuccessStatusCode();
    }

    /// <summary>A signed webhook, as WhatsApp sends it: the person wants no more.</summary>
    private static async Task ReplyAsync(AppProcess app, HttpClient api)
    {
        var message = $$$"""{"from":"{{{PersonCanary.Digits}}}","id":"wamid.canary","timestamp":"{{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}","type":"text","text":{"body":"Sair"}}""";
        var value = $$$"""{"messaging_product":"whatsapp","metadata":{"phone_number_id":"{{{Sender}}}"},"contacts":[{"profile":{"name":"{{{PersonCanary.Name}}}"},"wa_id":"{{{PersonCanary.Digits}}}"}],"messages":[{{{message}}}]}""";
        var body = Encoding.UTF8.GetBytes($$"""{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{{value}}}]}]}""");
        using var client = new HttpClient { BaseAddress = app.Address };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body))}");
        using var answer = await client.PostAsync(new Uri("/webhooks/whatsapp", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await UntilAsync(async () => (await api.GetFromJsonAsync<JsonElement>($"/api/v1/opt-outs?phone={PersonCanary.Digits}")).GetProperty("total").GetInt32() == 1, () => "The reply opted nobody out.");
    }

    private static async Task AskConsoleAsync(HttpClient api)
    {
        var sources = await api.GetFromJsonAsync<JsonElement>("/api/v1/data-sources");
        var source = sources.GetProperty("items").EnumerateArray().First(s => s.GetProperty("name").GetString() == "Sample shop").GetProperty("id").GetString();
        var query = $"SELECT '{PersonCanary.Written}' AS phone, '{PersonCanary.Name}' AS name -- zuleide canarinho, 11900009995";
        var answer = await api.PostAsync("database/execute-query", new { data_source_id = source, query, use_cache = true });
        Assert.Equal(1, answer.GetProperty("row_count").GetInt32());
        await api.PostAsync("saved-queries", new { data_source_id = source, name = $"Of {PersonCanary.Name}", statement = query });
    }

    /// <summary>Until nothing comes any more: what WhatsApp tells late brings the phone back, and is erased as well.</summary>
    private static async Task EraseAsync(HttpClient api)
    {
        var (quiet, kept) = (0, "");
        await UntilAsync(
            async () =>
            {
                var places = (await api.PostAsync("personal-data/find", new { phone = PersonCanary.Phone })).GetProperty("places");
                kept = places.ToString();
                if (places.GetArrayLength() == 0)
                    return ++quiet == 10;
                quiet = 0;
                await api.PostAsync("personal-data/erase", new { phone = PersonCanary.Phone });
                return false;
            },
            () => $"Still kept: {kept}");
        var open = (await api.GetFromJsonAsync<JsonElement>("/api/v1/personal-data/erasures")).GetProperty("items").EnumerateArray().Count(e => e.GetProperty("state").GetString() == "open");
        Assert.Equal(0, open);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> fault)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!await condition())
        {
            Assert.False(patience.IsCancellationRequested, fault());
            await pulse.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
