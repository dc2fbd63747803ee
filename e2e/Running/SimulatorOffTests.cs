using Admin.E2E.Fixtures;

namespace Admin.E2E.Running;

/// <summary>With <c>Simulator:Enabled</c> false there is no simulator: no port, no control, no ledger.</summary>
public sealed class SimulatorOffTests : IDisposable
{
    private const string Listening = "0A";

    private readonly string _directory = AppProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Start_WithoutTheSimulator_HasOnePortLessAndNoLedger()
    {
        await using (var without = await AppProcess.StartAsync(_directory, ("Simulator:Enabled", "false")))
        {
            // The application's own, and the embedded Redis.
            Assert.Equal(2, Ports(without.Id));
            Assert.False(File.Exists(Path.Combine(_directory, "simulator.db")));
            using var http = new HttpClient { BaseAddress = without.Address };
            using var control = await http.GetAsync(new Uri("/_simulator/state", UriKind.Relative));
            Assert.Equal(System.Net.HttpStatusCode.NotFound, control.StatusCode);
        }

        await using var with = await AppProcess.StartAsync(_directory);
        Assert.Equal(3, Ports(with.Id));
    }

    /// <summary>How many TCP ports the process listens on.</summary>
    private static int Ports(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(f => new FileInfo(f).LinkTarget)
            .Where(link => link?.StartsWith("socket:[", StringComparison.Ordinal) == true)
            .Select(link => link!["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        return new[] { "tcp", "tcp6" }
            .SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(columns => columns[3] == Listening && sockets.Contains(columns[9]));
    }
}
