using System.Globalization;

namespace Admin.Bench;

/// <summary>
/// What the size of a campaign costs: planning from the press of start, the claim of a batch, and resident memory while it sends with
/// its statuses, at a hundredth and a tenth of the largest and the largest. <c>ADMIN_BENCH_LARGEST</c> (default 1000000,
/// at least 100000), <c>ADMIN_BENCH_SECONDS</c> of sending (default 60).
/// </summary>
internal static class LedgerBench
{
    // A hundredth of it still has a batch in each tenth.
    private const int Smallest = 100_000;

    public static async Task<int> RunAsync()
    {
        var (largest, seconds) = (Math.Max(Smallest, Setting("ADMIN_BENCH_LARGEST", 1_000_000)), Setting("ADMIN_BENCH_SECONDS", 60));
        await ClaimsAsync(largest / 100, largest);
        await RunsAsync([largest / 100, largest / 10, largest], seconds);
        return 0;
    }

    private static async Task ClaimsAsync(int small, int large)
    {
        // The first one compiles what all need; the small one comes last, so that being warm never speaks for the large one.
        await ClaimBench.RunAsync(small);
        var (many, few) = (await ClaimBench.RunAsync(large), await ClaimBench.RunAsync(small));
        foreach (var (recipients, times) in new[] { (small, few), (large, many) })
            Print($"claim of 100 among {recipients}: median {Share(times.Select(t => t.Claim), 50):F2} ms, 95 % under {Share(times.Select(t => t.Claim), 95):F2} ms; with its commit {Share(times.Select(t => t.Committed), 50):F2} ms, 95 % under {Share(times.Select(t => t.Committed), 95):F2} ms, of {times.Count}");
        Print($"{large} against {small}: {Share(many.Select(t => t.Claim), 50) / Share(few.Select(t => t.Claim), 50):F2} times (aim under 2), with its commit {Share(many.Select(t => t.Committed), 50) / Share(few.Select(t => t.Committed), 50):F2} times");
    }

    private static async Task RunsAsync(int[] sizes, int seconds)
    {
        List<double> memory = [];
        foreach (var recipients in sizes)
        {
            var run = await PlannedRun.MeasureAsync(recipients, seconds);
            memory.Add(Share(run.Sending, 50));
            Print($"{recipients} recipients: planned {run.PlanningSeconds:F1} s after the press of start (aim for a million 30); resident memory before {run.Before:F0} MB, while sending median {Share(run.Sending, 50):F0}, at most {run.Sending.Max():F0} MB, of {run.Sending.Count} seconds");
        }

        Print($"resident memory while sending differs by {memory.Max() - memory.Min():F0} MB (medians, aim 100)");
    }

    private static double Share(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
