using System.Diagnostics;
using System.Globalization;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>From the start of the process to the first served page, with and without data; resident memory after it.</summary>
internal static class StartBench
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        List<double> first = [];
        List<double> second = [];
        List<double> memory = [];
        for (var round = 0; round < Rounds; round++)
        {
            var directory = AppProcess.NewDirectory();
            try
            {
                first.Add((await MeasureAsync(directory)).Seconds);
                var (seconds, megabytes) = await MeasureAsync(directory);
                second.Add(seconds);
                memory.Add(megabytes);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        Print("first start to first page, s (aim 6)", first);
        Print("second start to first page, s (aim 2.5)", second);
        Print("resident memory 5 s after start, MB (aim 250)", memory);
        return 0;
    }

    private static async Task<(double Seconds, double Megabytes)> MeasureAsync(string directory)
    {
        var clock = Stopwatch.StartNew();
        await using var app = await AppProcess.StartAsync(directory);
        using var client = new HttpClient { BaseAddress = app.Address };
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative));
        page.EnsureSuccessStatusCode();
        var seconds = clock.Elapsed.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        using var process = Process.GetProcessById(app.Id);
        var megabytes = process.WorkingSet64 / 1e6;
        await app.InterruptAsync();
        return (seconds, megabytes);
    }

    private static void Print(string what, List<double> values)
    {
        values.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {values[values.Count / 2]:F2}, worst {values[^1]:F2}, of {values.Count}"));
    }
}
