using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// The simulator alone, as a process of its own: <c>dotnet Admin.Web.dll simulator --Simulator:Port=5090 …</c>, with the same
/// settings as within the application. Prints one line with its address, and stops at SIGTERM or Ctrl+C.
/// </summary>
public static class SimulatorProcess
{
    /// <summary>The first argument that asks for it.</summary>
    public const string Verb = "simulator";

    /// <summary>Runs until stopped. Answers the exit code: 0, or 78 (EX_CONFIG) when the settings do not allow a start.</summary>
    /// <param name="args">Arguments after the verb.</param>
    /// <param name="folder">Where appsettings.json lies.</param>
    public static async Task<int> RunAsync(string[] args, string folder)
    {
        const int ConfigurationFault = 78;
        var configuration = new ConfigurationBuilder()
            .SetBasePath(folder)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        var options = configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
        var faults = SimulatorOptionsValidator.Faults(options);
        if (options.DatabasePath.Length == 0)
            faults.Add("Simulator:DatabasePath is required: the ledger is kept there.");
        if (options.AppSecret.Length == 0)
            faults.Add("Simulator:AppSecret is required: it signs the webhooks, and is the application's WhatsApp:AppSecret.");
        if (faults.Count > 0)
        {
            await Console.Error.WriteLineAsync($"The simulator cannot start:{string.Concat(faults.Select(f => $"{Environment.NewLine}  - {f}"))}");
            return ConfigurationFault;
        }

        try
        {
            await RunAsync(options);
            return 0;
        }
        catch (Exception reason) when (reason is IOException or SqliteException)
        {
            await Console.Error.WriteLineAsync($"The simulator cannot start: {reason.Message} (Simulator:Port, Simulator:DatabasePath)");
            return ConfigurationFault;
        }
    }

    private static async Task RunAsync(SimulatorOptions options)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }

        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var simulator = new CloudApiSimulator(TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);
        await simulator.StartAsync(options, CancellationToken.None);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Simulator listens on {simulator.BaseUrl}"));
        await stop.Task;
    }
}
