using System.Globalization;
using System.Text;
using Admin.Infrastructure.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Admin.Web.Composition;

/// <summary>How the process begins and what it says when it cannot.</summary>
internal static class Launch
{
    /// <summary>Exit code of a start that the configuration does not allow (EX_CONFIG of sysexits.h).</summary>
    public const int ConfigurationFault = 78;

    /// <summary>
    /// The content root is where the program lies, not where it was started from, so that appsettings.json and the pages' files
    /// are found; environment variables and arguments stand above it.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var progress = new StartProgress();
        builder.Services.AddSingleton(progress);
        // What ends a start is said once, by LaunchAsync; the host would say it too, with a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && progress.IsOver);
        return builder;
    }

    /// <summary>Says every fault of the configuration in one message. Asked before anything reads an option.</summary>
    public static async Task<bool> IsConfiguredAsync(this WebApplication app)
    {
        var faults = ConfigurationFaults.Find(app.Services);
        if (faults.Count > 0)
            await Console.Error.WriteLineAsync(Message(faults));
        return faults.Count == 0;
    }

    /// <summary>Runs until stopped. What a person must mend before a start is said without a stack trace.</summary>
    public static async Task<int> LaunchAsync(this WebApplication app)
    {
        // Kept: the application is disposed of by the time a failed start is looked at.
        var stopping = app.Lifetime.ApplicationStopping;
        var progress = app.Services.GetRequiredService<StartProgress>();
        app.Lifetime.ApplicationStarted.Register(() => progress.IsOver = true);
        try
        {
            app.PrintWhenStarted();
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while it was starting: every step of the start can be repeated by the next one.
            return 0;
        }
        catch (CannotStartException reason)
        {
            return await CannotStartAsync(reason.Message);
        }
        catch (IOException reason) when (reason.InnerException is AddressInUseException)
        {
            return await CannotStartAsync($"{reason.Message} Stop what listens there, or choose another address by ASPNETCORE_URLS or --urls.");
        }
    }

    private static async Task<int> CannotStartAsync(string reason)
    {
        await Console.Error.WriteLineAsync($"Admin cannot start: {reason}");
        return ConfigurationFault;
    }

    private static string Message(IReadOnlyList<string> faults)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Admin cannot start: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")} in the configuration.");
        foreach (var fault in faults)
            text.AppendLine(CultureInfo.InvariantCulture, $"  - {fault}");
        return text.Append("Set them in appsettings.json, by environment variable (Section__Key) or as an argument (docs/operations.md).").ToString();
    }

    private sealed class StartProgress
    {
        public volatile bool IsOver;
    }
}
