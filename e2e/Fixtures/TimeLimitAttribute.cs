using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Admin.E2E.Fixtures;
using Xunit.v3;

[assembly: TimeLimit(minutes: 20)]

namespace Admin.E2E.Fixtures;

/// <summary>
/// A browser or a process that never answers must not hold up the whole run: a test over its time is named, what this run has
/// started is ended, and so is the run. Most waits have a limit of their own; a page's script has none. <c>ADMIN_TEST_MINUTES</c>
/// sets another time, for tests that are told to do more than they do by themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TimeLimitAttribute(int minutes) : BeforeAfterTestAttribute
{
    private const int ExitCode = 3;

    private readonly int _minutes = int.TryParse(Environment.GetEnvironmentVariable("ADMIN_TEST_MINUTES"), CultureInfo.InvariantCulture, out var given) ? given : minutes;
    private readonly ConcurrentDictionary<string, Timer> _running = new(StringComparer.Ordinal);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        _running[test.UniqueID] = new Timer(_ => GiveUp(test.TestDisplayName), state: null, TimeSpan.FromMinutes(_minutes), Timeout.InfiniteTimeSpan);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }

    private void GiveUp(string test)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{test} did not end within {_minutes} minutes; the run is given up."));
        foreach (var child in Children())
            child.Kill(entireProcessTree: true);
        Environment.Exit(ExitCode);
    }

    private static IEnumerable<Process> Children() =>
        Process.GetProcesses().Where(p => ParentOf(p.Id) == Environment.ProcessId);

    // The fourth column of stat, counted from the end of the name, which may hold anything.
    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended since.
            return 0;
        }
    }
}
