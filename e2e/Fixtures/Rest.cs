using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Admin.E2E.Fixtures;

/// <summary>The REST API as another program uses it.</summary>
internal static class Rest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<HttpClient> SignInAsync(AppProcess app, string email)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password = AppProcess.DemoPassword }, patience.Token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, TimeProvider.System, patience.Token);
                continue;
            }

            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
            return client;
        }
    }

    /// <summary>A super admin's program inside an organization.</summary>
    /// <param name="reason">In words that a header may carry.</param>
    public static async Task<HttpClient> VisitAsync(AppProcess app, string slug, string reason)
    {
        var platform = await SignInAsync(app, "super@demo.test");
        var organizations = await platform.GetFromJsonAsync<JsonElement>("/api/v1/organizations");
        var organization = organizations.GetProperty("items").EnumerateArray().Single(o => o.GetProperty("slug").GetString() == slug);
        platform.DefaultRequestHeaders.Add("X-Organization-Id", organization.GetProperty("id").GetString());
        platform.DefaultRequestHeaders.Add("X-Reason", Uri.EscapeDataString(reason));
        return platform;
    }

    /// <summary>A campaign on Acme's demo number to numbers that the simulator delivers; its id.</summary>
    public static async Task<string> StartCampaignAsync(this HttpClient api, int recipients)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Run {Guid.CreateVersion7()}");
        var id = await api.DraftCampaignAsync(name, "100000000000001", Enumerable.Range(0, recipients).Select(Delivered));
        await api.PostAsync($"campaigns/{id}/start", new { });
        return id;
    }

    /// <summary>A number that the simulator delivers to.</summary>
    public static string Delivered(int person) => string.Create(CultureInfo.InvariantCulture, $"+5521987{person:D6}");

    public static Task<string> DraftCampaignAsync(this HttpClient api, string name, string sender, IEnumerable<string> phones) =>
        api.DraftCampaignAsync(name, [sender], phones);

    /// <param name="senders">The phone_number_ids that it sends from.</param>
    public static async Task<string> DraftCampaignAsync(this HttpClient api, string name, IReadOnlyList<string> senders, IEnumerable<string> phones)
    {
        var made = await api.PostAsync("campaigns", new
        {
            name,
            phone_number_id = senders[0],
            further_numbers = senders.Skip(1),
            template_name = "order_update",
            template_language = "en_US",
            template_parameters = new[] { "{{name}}", "42" },
        });
        var id = made.GetProperty("id").GetString()!;

        var csv = phones.Select((phone, i) => string.Create(CultureInfo.InvariantCulture, $"{phone},Person {i}"));
        using var content = new StringContent(string.Join('\n', csv.Prepend("phone,name")), Encoding.UTF8, "text/csv");
        using var audience = await api.PostAsync(new Uri($"/api/v1/campaigns/{id}/audience", UriKind.Relative), content);
        audience.EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>Posts to a path below the API's; the answer's body, if there is one.</summary>
    public static async Task<JsonElement> PostAsync(this HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/{path}", body);
        answer.EnsureSuccessStatusCode();
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> UntilAsync(this HttpClient api, string campaign, Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var now = await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}", patience.Token);
            if (condition(now))
                return now;
            await pulse.WaitForNextTickAsync(patience.Token);
        }
    }
}
