using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// A campaign of the application's, on SQLite with all its syncs: one process, with its database and its Redis in it. Counted from
/// the press of start to completed; the import of the audience comes before.
/// </summary>
internal sealed class EngineSide(AppProcess app, Process process, HttpClient api, HttpClient control, string directory) : IQueueSide
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(100);

    private string _campaign = "";
    private long _accepted;

    public double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static async Task<IQueueSide> StartAsync(SimulatorProcess simulator)
    {
        var directory = AppProcess.NewDirectory();
        var app = await AppProcess.StartAsync(
            directory,
            ("WhatsApp:BaseUrl", simulator.Address.ToString()),
            ("WhatsApp:AppSecret", QueuesBench.Secret),
            ("WhatsApp:VerifyToken", "bench-verify-token"),
            ("Logging:LogLevel:Default", "Warning"));
        await BenchLimits.LiftAsync(app);
        var api = await Rest.SignInAsync(app, "admin@acme.test");
        await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        await api.PostAsync("numbers", new { phone_number_id = QueuesBench.Sender, access_token = QueuesBench.Token });
        return new EngineSide(app, Process.GetProcessById(app.Id), api, new HttpClient { BaseAddress = simulator.Address }, directory);
    }

    /// <summary>Drafts the campaign that <see cref="SendAsync"/> starts.</summary>
    public async Task PrepareAsync(int first, int count) =>
        _campaign = await api.DraftCampaignAsync($"Queues {first}", QueuesBench.Sender, Enumerable.Range(first, count).Select(QueuesBench.Phone));

    public async Task SendAsync(int first, int count)
    {
        _accepted += count;
        await api.PostAsync($"campaigns/{_campaign}/start", new { });
        // The simulator is asked, so that the application does not have to answer meanwhile.
        using var pulse = new PeriodicTimer(Pulse);
        while (await AcceptedAsync() < _accepted)
            await pulse.WaitForNextTickAsync();
        await api.UntilAsync(_campaign, c => c.GetProperty("status").GetString() == "completed");
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        control.Dispose();
        process.Dispose();
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private async Task<long> AcceptedAsync() => (await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures").GetProperty("accepted").GetInt64();
}
