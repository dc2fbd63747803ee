using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Admin.E2E.Fixtures;

/// <summary>
/// What Globex has, so that every page has something to show: campaigns in several states, one of them running for as long as
/// anybody looks, secrets, somebody invited, a service token.
/// </summary>
internal sealed record Scenery(string Running, string Completed, string Doubtful, string Draft, string Secret, string DataSource, string Template, string Invitation, string Wall, string Contact)
{
    public const string Slug = "globex";

    private const string Sender = "100000000000002";

    public static async Task<Scenery> BuildAsync(AppProcess app)
    {
        using var api = await Rest.SignInAsync(app, People.OtherAdmin);
        await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        await api.PostAsync("chatbots", new { name = "Invoices", description = "Sends the invoice of the month and answers questions about it." });
        await api.PostAsync("service-tokens", new { name = "chatbot-runtime", scopes = (string[])["limits.acquire", "live.read"], networks = (string[])["10.0.0.0/8"] });
        await api.PostAsync("opt-outs", new { phone = Persona(970) });
        var wall = await api.PostAsync("wall-links", new { label = "Warehouse", hours = 24, show_names = true });
        var invited = await api.PostAsync("members", new { email = "support@globex.test", role = "support" });

        // The last three digits say how the simulator treats a number: some fail, some never read, some leave no answer.
        var completed = await StartAsync(api, "Delivery notices, week 47", [.. Personas(0, 3), .. Personas(100, 12), .. Personas(850, 4), .. Personas(950, 40)]);
        var doubtful = await StartAsync(api, "Invoice reminder", [.. Personas(750, 3), .. Personas(990, 9)]);
        await api.UntilAsync(completed, c => c.GetProperty("status").GetString() == "completed");
        await api.UntilAsync(doubtful, c => c.GetProperty("counts").GetProperty("read").GetInt32() > 0);
        await SlowDownAsync(app);
        var running = await StartAsync(api, "Order updates of the day", Enumerable.Range(0, 2000).Select(Rest.Delivered));
        await api.UntilAsync(running, c => c.GetProperty("counts").GetProperty("read").GetInt32() > 0);

        return new Scenery(
            Running: running,
            Completed: completed,
            Doubtful: doubtful,
            Draft: await api.DraftCampaignAsync("Thank you for your order", Sender, Enumerable.Range(0, 240).Select(Rest.Delivered)),
            Secret: await MakeSecretsAsync(api),
            DataSource: await FirstAsync(api, "data-sources"),
            Template: await FirstAsync(api, "templates?q=promo"),
            Invitation: new Uri(invited.GetProperty("link").GetString()!).PathAndQuery,
            Wall: wall.GetProperty("path").GetString()!,
            Contact: await MakeContactAsync(api));
    }

    private static async Task<string> MakeContactAsync(HttpClient api)
    {
        var made = await api.PostAsync("contacts", new { phone = Persona(951), name = "Dona Florinda", fields = new { city = "Campinas", order = "4711" }, tags = (string[])["vip", "assinante"] });
        var id = made.GetProperty("contact").GetProperty("id").GetString()!;
        await api.PostAsync($"contacts/{id}/consents", new { purpose = "marketing", state = "given", source = "website form" });
        return id;
    }

    private static async Task<string> StartAsync(HttpClient api, string name, IEnumerable<string> phones)
    {
        var id = await api.DraftCampaignAsync(name, Sender, phones);
        await api.PostAsync($"campaigns/{id}/start", new { });
        return id;
    }

    private static IEnumerable<string> Personas(int from, int count) => Enumerable.Range(from, count).Select(Persona);

    private static string Persona(int suffix) => string.Create(CultureInfo.InvariantCulture, $"+5511900009{suffix:D3}");

    // At four messages a second the campaign outlasts every look at it.
    private static async Task SlowDownAsync(AppProcess app)
    {
        using var platform = await Rest.VisitAsync(app, Slug, "Slow down a demo");
        using var set = await platform.PutAsJsonAsync("/api/v1/rate-limits/whatsapp_send/override", new { limit = 60, window_seconds = 15, reason = "Kept slow, so that people can watch." });
        set.EnsureSuccessStatusCode();
    }

    private static async Task<string> MakeSecretsAsync(HttpClient api)
    {
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(9);
        await api.PostAsync("secrets", new { name = "CRM_DATABASE", value = "postgres://crm", kind = "database", description = "Read-only account of the customer database.", tags = (string[])["crm"] });
        await api.PostAsync("secrets", new { name = "WEBHOOK_SIGNING_KEY", value = "whsec-demo", kind = "webhook", visibility = "restricted" });
        var made = await api.PostAsync("secrets", new { name = "OPENAI_API_KEY", value = "sk-demo-1", kind = "api_key", description = "Key of the invoice chatbot.", tags = (string[])["ai", "invoices"], expires_at = soon });
        var id = made.GetProperty("id").GetString()!;
        await api.PostAsync($"secrets/{id}/rotate", new { value = "sk-demo-2", note = "Quarterly rotation" });
        return id;
    }

    private static async Task<string> FirstAsync(HttpClient api, string list) =>
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1/{list}")).GetProperty("items")[0].GetProperty("id").GetString()!;
}
