using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// The same messages against the same simulator, a process of its own: a campaign of the engine, one Hangfire job each, one BullMQ
/// job each, and the bare HTTP calls from a loop, which no queue and no ledger can undercut. Without statuses. What is compared is CPU, over all processes of a side, from the first act to the last
/// answer; each side has sent 10,000 before, and has a simulator and data of its own in each round. The engine keeps to the 1,000 a second
/// that the API allows to a number; the others go as fast as they can, which costs them less than going slowly would.
/// <c>ADMIN_BENCH_MESSAGES</c> (default 10000), <c>ADMIN_BENCH_ROUNDS</c> (default 3).
/// </summary>
internal static class QueuesBench
{
    public const string Sender = "100000000000777";
    public const string Secret = "bench-app-secret";
    public const string Token = "bench";

    // With fewer, more than half of what the application takes is the compiler's.
    private const int Warm = 10_000;

    // A number that never refuses: what is measured is the sender's work, not its limit.
    private const int PerSecond = 1_000_000;

    // What Hangfire takes at most by itself; more threads cost it more.
    private const int HangfireWorkers = 20;
    private const int BullConcurrency = 128;
    private const int BareCalls = 128;

    public static async Task<int> RunAsync()
    {
        var (messages, rounds) = (Setting("ADMIN_BENCH_MESSAGES", 10_000), Setting("ADMIN_BENCH_ROUNDS", 3));
        var sides = new List<(string Name, Func<SimulatorProcess, Task<IQueueSide>> Start)>
        {
            ("engine", EngineSide.StartAsync),
            ("Hangfire", simulator => WorkerSide.StartAsync("hangfire-worker", simulator, HangfireWorkers)),
            ("bare", simulator => WorkerSide.StartAsync("bare-worker", simulator, BareCalls)),
        };
        if (Environment.GetEnvironmentVariable("ADMIN_BENCH_BULLMQ") is { Length: > 0 } program)
            sides.Add(("BullMQ", simulator => BullSide.StartAsync(program, simulator, BullConcurrency)));

        var figures = sides.ToDictionary(s => s.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, start) in sides)
                figures[name].Add(await MeasureAsync(name, start, messages));
        }

        var engine = Median(figures["engine"]);
        Print($"engine: {engine:F0} messages a CPU second (median of {rounds})");
        foreach (var (name, aim) in new[] { ("Hangfire", 5.0), ("BullMQ", 1.2) }.Where(o => figures.ContainsKey(o.Item1)))
            Print($"{name}: {Median(figures[name]):F0} messages a CPU second; the engine does {engine / Median(figures[name]):F2} times as many (aim {aim})");
        Print($"bare calls: {Median(figures["bare"]):F0} a CPU second; the engine does {engine / Median(figures["bare"]):F2} times as many");
        return 0;
    }

    public static string Phone(int person) => string.Create(CultureInfo.InvariantCulture, $"+55219{80_000_000 + person}");

    public static string Name(int person) => string.Create(CultureInfo.InvariantCulture, $"Person {person}");

    /// <summary>Where the number's messages are posted to.</summary>
    public static string Messages(SimulatorProcess simulator) => new Uri(simulator.Address, $"v25.0/{Sender}/messages").ToString();

    private static async Task<double> MeasureAsync(string name, Func<SimulatorProcess, Task<IQueueSide>> start, int messages)
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync(AppProcess.Program, Simulated(directory));
            await using var side = await start(simulator);
            await side.PrepareAsync(0, Warm);
            await side.SendAsync(0, Warm);
            await side.PrepareAsync(Warm, messages);
            var (clock, cpu, simulatorCpu) = (Stopwatch.StartNew(), side.CpuSeconds, simulator.CpuSeconds);
            await side.SendAsync(Warm, messages);
            var (took, used) = (clock.Elapsed.TotalSeconds, side.CpuSeconds - cpu);
            await CheckAsync(simulator, Warm + messages);
            Print($"{name,-8}  {messages} messages in {took,5:F1} s, {used:F2} s of CPU, {messages / used:F0} a CPU second; the simulator {simulator.CpuSeconds - simulatorCpu:F2} s, not counted");
            return messages / used;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task CheckAsync(SimulatorProcess simulator, int expected)
    {
        using var control = new HttpClient { BaseAddress = simulator.Address };
        var figures = (await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures");
        if (figures.GetProperty("accepted").GetInt64() != expected || figures.GetProperty("refused").EnumerateObject().Any())
            throw new InvalidOperationException($"The simulator took something else than {expected} messages: {figures}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static IEnumerable<(string Key, string Value)> Simulated(string directory) =>
    [
        ("DatabasePath", Path.Combine(directory, "ledger.db")),
        ("AppSecret", Secret),
        ("LatencyMs", "5"),
        ("Durable", "false"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:DisplayPhoneNumber", "+55 11 4000-0777"),
        ("Numbers:0:MessagesPerSecond", PerSecond.ToString(CultureInfo.InvariantCulture)),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
