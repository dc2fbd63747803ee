using System.Globalization;

namespace Admin.E2E.Fixtures;

/// <summary>
/// How often a crash test kills and at which instants: <c>ADMIN_CRASH_KILLS</c> and <c>ADMIN_CRASH_SEED</c>, or the test's own number
/// and a seed of the moment. It is written to the test's output, so that a failure can be had again.
/// </summary>
internal sealed record CrashPlan(int Kills, int Seed)
{
    public Random Random { get; } = new(Seed);

    public static CrashPlan Of(int kills, ITestOutputHelper output)
    {
        var plan = new CrashPlan(Setting("ADMIN_CRASH_KILLS", kills), Setting("ADMIN_CRASH_SEED", Environment.TickCount & 0xFFFFFF));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Kills} kills, seed {plan.Seed}"));
        return plan;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
