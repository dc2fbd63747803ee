using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Admin.E2E.Fixtures;

/// <summary>
/// The application as a process of its own, started from a directory that is not its own, with its data in a temporary
/// directory: what a person runs, so that starts, stops and kills are real.
/// </summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    public const string DemoPassword = "Correct-Horse-Battery-9";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Read(e.Data);
        _process.ErrorDataReceived += (_, e) => Read(e.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The application ended.\n{Output}"));
    }

    public int Id => _process.Id;

    /// <summary>What is started: the build of this solution, or the one that a bench has published.</summary>
    public static string Program => Environment.GetEnvironmentVariable("ADMIN_BENCH_PROGRAM")
        ?? Path.Combine(Solution(), "Admin.Web", "bin", "Debug", "net10.0", "Admin.Web.dll");

    public Uri Address => _address.Task.Result;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static string NewDirectory() => Directory.CreateTempSubdirectory("admin-e2e-").FullName;

    /// <summary>Starts and waits until pages are served.</summary>
    public static async Task<AppProcess> StartAsync(string dataDirectory, params (string Key, string Value)[] settings)
    {
        var app = Launch(dataDirectory, settings);
        try
        {
            await app._address.Task.WaitAsync(Patience);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts without waiting, for starts that are meant to fail or to be killed.</summary>
    public static AppProcess Launch(string dataDirectory, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DataDirectory"] = dataDirectory;
        start.Environment["Demo__Password"] = DemoPassword;
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        var app = new AppProcess(start);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Ctrl+C; the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        Signal(_process, SigInt);
        return await WaitForExitAsync();
    }

    /// <summary>It does nothing any more, and nobody is told: what a dead network or a stuck server looks like to others.</summary>
    public void Freeze() => Signal(_process, SigStop);

    /// <summary>It goes on where it stood.</summary>
    public void Thaw() => Signal(_process, SigCont);

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await WaitForExitAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    public static string Solution()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Admin.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("No solution above the tests.");
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (AddressLine().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    internal const int SigTerm = 15;
    private const int SigInt = 2;
    private const int SigStop = 19;
    private const int SigCont = 18;

    internal static void Signal(Process process, int signal)
    {
        if (kill(process.Id, signal) != 0)
            throw new InvalidOperationException("The signal could not be sent.");
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int kill(int pid, int signal);

    // The banner's line, not Kestrel's: it is printed when everything has started.
    [GeneratedRegex(@"^\s*Admin is ready at (?<address>http://\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLine();
}
