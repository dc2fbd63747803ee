using System.Diagnostics;
using System.Globalization;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Admin.Tests.Domain.SqlConsole.Guard;

namespace Admin.Bench;

/// <summary>The guard over its case table: what one verdict costs, per dialect.</summary>
internal static class GuardBench
{
    private const int Warming = 300;
    private const int Samples = 41;

    /// <summary>Verdicts per sample, so that the clock's own step does not count.</summary>
    private const int Batch = 20;

    public static int Run()
    {
        var guard = new StatementGuard(new ScriptDomParser());
        var passed = true;
        foreach (var engine in Enum.GetValues<EngineKind>())
        {
            var cases = GuardCase.All.Where(c => c.Engine == engine).ToList();
            for (var i = 0; i < Warming; i++)
                cases.ForEach(c => guard.Check(c.Engine, c.Statement, c.Mode));
            var times = cases.Select(c => (Case: c, Time: Median(guard, c))).OrderBy(t => t.Time).ToList();
            var (median, worst) = (times[times.Count / 2].Time, times[^1]);
            var aim = engine == EngineKind.Sqlserver ? 200.0 : 30.0;
            passed &= median < aim;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{engine}: {cases.Count} statements, median {median:F1} us (aim under {aim:F0}), worst {worst.Time:F1} us (line {worst.Case.Line}, {worst.Case.Statement.Length} characters)"));
        }
        return passed ? 0 : 1;
    }

    private static double Median(StatementGuard guard, GuardCase c)
    {
        var samples = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var j = 0; j < Batch; j++)
                guard.Check(c.Engine, c.Statement, c.Mode);
            samples[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Batch;
        }
        Array.Sort(samples);
        return samples[Samples / 2];
    }
}
