using System.Diagnostics;
using System.Globalization;
using Admin.Domain.RateLimiting;

namespace Admin.Bench;

/// <summary>Two processes draw from one counter with random load for ten windows; what they were admitted together against the limit.</summary>
internal static class ExactnessBench
{
    private const int Limit = 1000;
    private const int WindowMs = 2000;
    private const int Windows = 10;
    private const int Processes = 2;

    public static async Task RunAsync(BenchRedis redis)
    {
        foreach (var algorithm in new[] { RateAlgorithm.SlidingLog, RateAlgorithm.SlidingCounter })
        {
            var key = $"rl:{{org:exact}}:{algorithm}";
            var children = Enumerable.Range(0, Processes).Select(i => Start(redis.ConnectionString, key, algorithm, i)).ToList();
            var lines = await Task.WhenAll(children.Select(c => c.StandardOutput.ReadToEndAsync()));
            foreach (var child in children)
                child.Dispose();
            var admitted = lines.SelectMany(l => l.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(l => long.Parse(l, CultureInfo.InvariantCulture)).Order().ToList();
            // From the first admission on, so that every window is under load; each process reads the machine's one clock.
            var total = admitted.Count(a => a < admitted[0] + (Windows * WindowMs));
            Print($"{algorithm}, {Processes} processes, {Windows} windows of {Limit}: {total} admitted, {total - (Windows * Limit):+0;-0;0} against the limit ({(total - (Windows * Limit)) / (double)(Windows * Limit):P2})");
        }
    }

    /// <summary>One of the processes: prints when each admission came, in milliseconds.</summary>
    public static async Task<int> DrawAsync(string[] arguments)
    {
        await using var connection = await LimiterBench.ConnectAsync(arguments[0]);
        var store = LimiterBench.Store(connection);
        var rule = new RateRule(Enum.Parse<RateAlgorithm>(arguments[2]), Limit, WindowMs, Limit, 0);
        var charge = new RateCharge(arguments[1], rule, 1, false);
        List<long> admitted = [];
        var until = Environment.TickCount64 + ((Windows + 1) * WindowMs);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var random = new Random((int.Parse(arguments[3], CultureInfo.InvariantCulture) * 10) + worker);
            while (Environment.TickCount64 < until)
            {
                var asked = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                if ((await store.DecideAsync([charge], CancellationToken.None))[0].Fits)
                {
                    lock (admitted)
                        admitted.Add(asked);
                }

                if (random.Next(4) == 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System);
            }
        }));
        foreach (var at in admitted)
            Console.WriteLine(at.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static Process Start(string redis, string key, RateAlgorithm algorithm, int number) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ExactnessBench).Assembly.Location, "limits-draw", redis, key, algorithm.ToString(), number.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false })!;

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
