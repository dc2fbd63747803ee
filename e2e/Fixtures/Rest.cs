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
        while (true)
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password = AppProcess.DemoPassword });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value, TimeProvider.System);
                continue;
            }

            answer.EnsureSuccessStatusCode();
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("access_token").GetString());
            return client;
        }
    }

    /// <summary>A campaign on Acme's demo number to numbers that the simulator delivers; its id.</summary>
    public static async Task<string> StartCampaignAsync(this HttpClient api, int recipients)
    {
        using var made = await api.PostAsJsonAsync("/api/v1/campaigns", new
        {
            name = string.Create(CultureInfo.InvariantCulture, $"Run {Guid.CreateVersion7()}"),
            phone_number_id = "100000000000001",
            template_name = "order_update",
            template_language = "en_US",
            template_parameters = new[] { "{{name}}", "42" },
        });
        made.EnsureSuccessStatusCode();
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        var csv = new StringBuilder("phone,name\n");
        for (var i = 0; i < recipients; i++)
            csv.Append(CultureInfo.InvariantCulture, $"+5521987{i:D6},Person {i}\n");
        using var content = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv");
        using var audience = await api.PostAsync(new Uri($"/api/v1/campaigns/{id}/audience", UriKind.Relative), content);
        audience.EnsureSuccessStatusCode();

        using var started = await api.PostAsJsonAsync($"/api/v1/campaigns/{id}/start", new { });
        started.EnsureSuccessStatusCode();
        return id;
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
