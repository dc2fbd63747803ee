using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Admin.E2E.Fixtures;

/// <summary>
/// A program that renews its tokens without pause and makes and deletes secrets in between, whatever becomes of the application. It
/// knows what it was told, and fails when the application knows less.
/// </summary>
/// <param name="name">Its own, in the names of what it makes.</param>
internal sealed class RotatingClient(string email, string name)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(30);

    private readonly List<string> _kept = [];
    private string? _refreshToken;
    private bool _inDoubt;
    private int _made;

    /// <summary>Secrets that it was told were made.</summary>
    public List<string> Made { get; } = [];

    /// <summary>Secrets that it was told were deleted.</summary>
    public List<string> Deleted { get; } = [];

    public int Renewed { get; private set; }

    /// <summary>Sessions that ended because the answer to a refresh was lost and its token came back a second time.</summary>
    public int Ended { get; private set; }

    /// <summary>Works until the application is gone.</summary>
    public async Task RunAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        try
        {
            while (true)
            {
                await RenewAsync(http);
                await ActAsync(http);
                await Task.Delay(Breath, TimeProvider.System);
            }
        }
        catch (HttpRequestException)
        {
            // Killed. What was under way may have happened or not.
        }
    }

    /// <summary>Once, at an application that is not killed: what it holds works, or it is told so and signs in again.</summary>
    public async Task RenewOnceAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        await RenewAsync(http);
    }

    private async Task RenewAsync(HttpClient http)
    {
        if (_refreshToken is null)
        {
            await SignInAsync(http);
            return;
        }

        var wasInDoubt = _inDoubt;
        _inDoubt = true;
        using var answer = await http.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = _refreshToken });
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            await TakeAsync(http, answer);
            Renewed++;
            return;
        }

        // Only where the answer to the refresh before was lost may the token have been used up.
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(wasInDoubt, $"A token that nobody used was refused: {said}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("refresh_token_reused", said, StringComparison.Ordinal);
        Ended++;
        _refreshToken = null;
        await SignInAsync(http);
    }

    private async Task SignInAsync(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/auth/login", new { email, password = AppProcess.DemoPassword });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await TakeAsync(http, answer);
    }

    private async Task TakeAsync(HttpClient http, HttpResponseMessage answer)
    {
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        _refreshToken = tokens.GetProperty("refresh_token").GetString();
        _inDoubt = false;
    }

    private async Task ActAsync(HttpClient http)
    {
        if (_kept.Count >= 3)
        {
            var oldest = _kept[0];
            _kept.RemoveAt(0);
            using var deleted = await http.DeleteAsync(new Uri($"/api/v1/secrets/{oldest}", UriKind.Relative));
            Assert.True(deleted.IsSuccessStatusCode, $"{deleted.StatusCode}: {await deleted.Content.ReadAsStringAsync()}");
            Deleted.Add(oldest);
            return;
        }

        var secret = string.Create(CultureInfo.InvariantCulture, $"{name}_{++_made}");
        using var made = await http.PostAsJsonAsync("/api/v1/secrets", new { name = secret, value = "v", kind = "api_key" });
        Assert.True(made.StatusCode == HttpStatusCode.Created, $"{made.StatusCode}: {await made.Content.ReadAsStringAsync()}");
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Made.Add(id);
        _kept.Add(id);
    }
}
