using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.E2E.Running;

/// <summary>Starts, stops and kills the application as a person or an operating system would.</summary>
public sealed class RunningTests : IDisposable
{
    private readonly string _directory = AppProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Start_SecondTime_KeepsTheDataAndThePassword()
    {
        await using (var first = await AppProcess.StartAsync(_directory))
        {
            using var api = await Rest.SignInAsync(first, "admin@acme.test");
            using var made = await api.PostAsJsonAsync("/api/v1/secrets", new { name = "KEPT", value = "v", kind = "api_key" });
            Assert.Equal(System.Net.HttpStatusCode.Created, made.StatusCode);
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using var second = await AppProcess.StartAsync(_directory);
        using var again = await Rest.SignInAsync(second, "admin@acme.test");

        var secrets = await again.GetFromJsonAsync<JsonElement>("/api/v1/secrets");

        Assert.Contains(secrets.GetProperty("items").EnumerateArray(), s => s.GetProperty("name").GetString() == "KEPT");
    }

    [Fact]
    public async Task Start_KilledDuringTheFirstMigration_WorksNextTime()
    {
        await using (var killed = AppProcess.Launch(_directory))
        {
            await Until(() => File.Exists(Path.Combine(_directory, "admin.db")), killed);
            await killed.KillAsync();
        }

        await using var next = await AppProcess.StartAsync(_directory);
        using var api = await Rest.SignInAsync(next, "admin@acme.test");

        using var answer = await api.GetAsync(new Uri("/api/v1/secrets", UriKind.Relative));

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Embedded Redis listens")]
    [InlineData("Applying")]
    [InlineData("Made the key file")]
    [InlineData("Seeded the demo")]
    public async Task Start_InterruptedInTheMiddle_EndsQuietlyAndWorksNextTime(string at)
    {
        await using (var interrupted = AppProcess.Launch(_directory))
        {
            await Until(() => interrupted.Output.Contains(at, StringComparison.Ordinal), interrupted);

            Assert.Equal(0, await interrupted.InterruptAsync());
            Assert.DoesNotContain("   at ", interrupted.Output, StringComparison.Ordinal);
        }

        await using var next = await AppProcess.StartAsync(_directory);
        using var api = await Rest.SignInAsync(next, "admin@acme.test");

        using var answer = await api.GetAsync(new Uri("/api/v1/secrets", UriKind.Relative));

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Start_AddressTaken_SaysWhichAndWhatToDo()
    {
        await using var first = await AppProcess.StartAsync(_directory);
        var other = AppProcess.NewDirectory();
        try
        {
            await using var second = AppProcess.Launch(other, ("ASPNETCORE_URLS", first.Address.GetLeftPart(UriPartial.Authority)));

            var code = await second.WaitForExitAsync();

            Assert.NotEqual(0, code);
            Assert.Contains(first.Address.Authority, second.Output, StringComparison.Ordinal);
            Assert.Contains("--urls", second.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public async Task Start_FaultyConfiguration_ListsEveryFaultOnceAndEnds()
    {
        await using var app = AppProcess.Launch(
            _directory,
            ("Database:Provider", "SqlServer"),
            ("PublicUrl", "nowhere"),
            ("Network:TrustedProxies:0", "everything"));

        var code = await app.WaitForExitAsync();

        Assert.NotEqual(0, code);
        Assert.All(
            ["Database:ConnectionString", "PublicUrl", "Network:TrustedProxies"],
            key => Assert.Contains(key, app.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_WithACampaignRunning_LeavesNothingAmbiguousAndGoesOn()
    {
        string campaign;
        await using (var first = await AppProcess.StartAsync(_directory))
        {
            using var api = await Rest.SignInAsync(first, "admin@acme.test");
            campaign = await api.StartCampaignAsync(recipients: 400);
            await api.UntilAsync(campaign, c => Count(c, "pending") < 350);
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using var second = await AppProcess.StartAsync(_directory);
        using var again = await Rest.SignInAsync(second, "admin@acme.test");
        var done = await again.UntilAsync(campaign, c => c.GetProperty("status").GetString() is "completed" or "needs_attention");

        Assert.Equal("completed", done.GetProperty("status").GetString());
        Assert.Equal(0, Count(done, "ambiguous"));
        Assert.Equal(400, done.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32()));
    }

    private static int Count(JsonElement campaign, string state) => campaign.GetProperty("counts").GetProperty(state).GetInt32();

    private static async Task Until(Func<bool> condition, AppProcess app)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, app.Output);
            await pulse.WaitForNextTickAsync(patience.Token);
        }
    }
}
