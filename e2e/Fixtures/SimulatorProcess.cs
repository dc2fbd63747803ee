using System.Diagnostics;

namespace Admin.E2E.Fixtures;

/// <summary>The simulator as a process of its own, started with settings and stopped by SIGTERM.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SimulatorProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>CPU time so far, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Resident memory, in megabytes.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    public static async Task<SimulatorProcess> StartAsync(string program, IEnumerable<(string Key, string Value)> settings)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "simulator", .. settings.Select(s => $"--Simulator:{s.Key}={s.Value}")]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        return new SimulatorProcess(process, new Uri(line.Split(' ')[^1]));
    }

    /// <summary>SIGTERM; one that does not stop is killed, and fails the test.</summary>
    public async ValueTask DisposeAsync()
    {
        AppProcess.Signal(_process, AppProcess.SigTerm);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
        }
    }
}
