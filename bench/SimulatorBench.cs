using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Admin.Domain.Messaging;
using Admin.E2E.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>
/// What the simulator itself costs at 1,000 sends and 3,000 statuses a second: a part of every campaign benchmark that must not
/// be taken for the application's. The load client and the webhook's receiver are this process and are not counted.
/// </summary>
internal static class SimulatorBench
{
    private const int Senders = 64;

    // Of Rio: among São Paulo's are the personas, some of whom are refused.
    private static readonly CompositeFormat Body = CompositeFormat.Parse("""{{"messaging_product":"whatsapp","recipient_type":"individual","to":"55219{0:D8}","type":"template","template":{{"name":"order_update","language":{{"code":"en_US"}},"components":[{{"type":"body","parameters":[{{"type":"text","text":"Ana"}},{{"type":"text","text":"42"}}]}}]}},"biz_opaque_callback_data":"bench:{0}"}}""");

    public static async Task<int> RunAsync()
    {
        var (rate, seconds) = (Setting("ADMIN_BENCH_RATE", 1000), Setting("ADMIN_BENCH_SECONDS", 30));
        foreach (var durable in new[] { true, false })
            await MeasureAsync(rate, seconds, durable);
        return 0;
    }

    private static async Task MeasureAsync(int rate, int seconds, bool durable)
    {
        var directory = Directory.CreateTempSubdirectory("admin-bench-");
        try
        {
            long statuses = 0;
            await using var receiver = await ReceiverAsync(count => Interlocked.Add(ref statuses, count));
            var webhook = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            await using var simulator = await SimulatorProcess.StartAsync(Environment.GetEnvironmentVariable("ADMIN_BENCH_PROGRAM")!, Settings(directory.FullName, webhook, rate, durable));
            var url = new Uri(simulator.Address, "v25.0/100/messages");
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders });
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
            await SendAsync(http, url, rate, 0, rate * 3);
            var (cpu, from) = (simulator.CpuSeconds, Interlocked.Read(ref statuses));

            var clock = Stopwatch.StartNew();
            var (sent, latencies) = await SendAsync(http, url, rate, rate * 3, rate * seconds);
            var took = clock.Elapsed.TotalSeconds;
            var (cost, told) = (simulator.CpuSeconds - cpu, Interlocked.Read(ref statuses) - from);
            latencies.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"durable {(durable ? "yes" : "no"),-3}  {sent / took,6:F0} sends/s  {told / took,6:F0} statuses/s  {cost / took:F3} cores  {cost / sent * 1e6:F0} µs of CPU a message  answer p50 {latencies[latencies.Count / 2]:F1} ms  p99 {latencies[latencies.Count * 99 / 100]:F1} ms  {simulator.Megabytes:F0} MB"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static (string Key, string Value)[] Settings(string directory, string webhook, int rate, bool durable) =>
    [
        ("DatabasePath", Path.Combine(directory, "simulator.db")),
        ("AppSecret", "bench"),
        ("WebhookUrl", webhook),
        ("LatencyMs", "0"),
        ("ReadPercent", "100"),
        ("WebhookDelay", "00:00:00.050"),
        ("GroupingWindow", "00:00:00.050"),
        ("MaxStatusesPerPost", "1000"),
        ("Durable", durable ? "true" : "false"),
        ("Numbers:0:PhoneNumberId", "100"),
        ("Numbers:0:MessagesPerSecond", (rate * 2).ToString(CultureInfo.InvariantCulture)),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];

    private static async Task<(int Sent, List<double> Latencies)> SendAsync(HttpClient http, Uri url, int rate, int first, int count)
    {
        var (next, clock) = (-1, Stopwatch.StartNew());
        var latencies = new List<double>[Senders];
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            var own = latencies[sender] = [];
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                var wait = TimeSpan.FromSeconds((double)i / rate) - clock.Elapsed;
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, TimeProvider.System);
                var began = Stopwatch.GetTimestamp();
                using var body = new StringContent(string.Format(CultureInfo.InvariantCulture, Body, first + i), Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(url, body);
                answer.EnsureSuccessStatusCode();
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        return (count, [.. latencies.SelectMany(l => l)]);
    }

    private static async Task<WebApplication> ReceiverAsync(Action<int> take)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            take(WebhookParser.Parse(body.ToArray()).Statuses.Count);
        });
        await app.StartAsync();
        return app;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
