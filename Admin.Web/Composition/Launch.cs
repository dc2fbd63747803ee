using System.Globalization;
using System.Text;
using Admin.Infrastructure.Hosting;

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
    public static WebApplicationBuilder CreateBuilder(string[] args) =>
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

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
        try
        {
            app.PrintWhenStarted();
            await app.RunAsync();
            return 0;
        }
        catch (CannotStartException reason)
        {
            await Console.Error.WriteLineAsync($"Admin cannot start: {reason.Message}");
            return ConfigurationFault;
        }
    }

    private static string Message(IReadOnlyList<string> faults)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Admin cannot start: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")} in the configuration.");
        foreach (var fault in faults)
            text.AppendLine(CultureInfo.InvariantCulture, $"  - {fault}");
        return text.Append("Set them in appsettings.json, by environment variable (Section__Key) or as an argument (docs/operations.md).").ToString();
    }
}
