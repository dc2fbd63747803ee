using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Section <c>Simulator</c>.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Null: on in Development while no <c>WhatsApp:BaseUrl</c> is given.</summary>
    public bool? Enabled { get; set; }

    /// <summary>0: any free port.</summary>
    public int Port { get; set; }

    /// <summary>Signs the webhooks; the composition fills it in.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>Where the statuses go; can be set after the start.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>How long an answer takes.</summary>
    public int LatencyMs { get; set; } = 20;

    /// <summary>From acceptance to <c>sent</c>; <c>delivered</c> takes three times, <c>read</c> ten times as long.</summary>
    public TimeSpan WebhookDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Statuses that fall due within it travel together.</summary>
    public TimeSpan GroupingWindow { get; set; } = TimeSpan.FromMilliseconds(250);

    public int MaxStatusesPerPost { get; set; } = 100;

    /// <summary>First wait after two refused deliveries in a row; doubles from there.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Share of ordinary people who read what they got.</summary>
    public int ReadPercent { get; set; } = 70;

    /// <summary>Sources disagree about the HTTP status of a throttle: 400 or 429.</summary>
    public int ThrottleStatus { get; set; } = 429;

    /// <summary>The file of ledger and undelivered webhooks.</summary>
    public string DatabasePath { get; set; } = "";

    public IList<SimulatedNumber> Numbers { get; set; } = [];

    public IList<SimulatedTemplate> Templates { get; set; } = [];
}

public sealed class SimulatedNumber
{
    public string PhoneNumberId { get; set; } = "";

    public string DisplayPhoneNumber { get; set; } = "";

    public string VerifiedName { get; set; } = "Simulated number";

    public int MessagesPerSecond { get; set; } = 80;

    /// <summary>Empty: any token does.</summary>
    public string AccessToken { get; set; } = "";
}

public sealed class SimulatedTemplate
{
    public string Name { get; set; } = "";

    public string Language { get; set; } = "";

    public int ParameterCount { get; set; }
}

internal sealed class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        var faults = new List<string>();
        if (options.ThrottleStatus is not (400 or 429))
            faults.Add("Simulator:ThrottleStatus must be 400 or 429.");
        if (options.MaxStatusesPerPost is < 1 or > 1000)
            faults.Add("Simulator:MaxStatusesPerPost must lie between 1 and 1000.");
        if (options.ReadPercent is < 0 or > 100)
            faults.Add("Simulator:ReadPercent must lie between 0 and 100.");
        if (options.Port is < 0 or > 65535)
            faults.Add("Simulator:Port must lie between 0 and 65535.");
        if (options.LatencyMs is < 0 or > 60_000)
            faults.Add("Simulator:LatencyMs must lie between 0 and 60000.");
        if (options.WebhookDelay < TimeSpan.Zero || options.GroupingWindow < TimeSpan.Zero || options.RetryDelay <= TimeSpan.Zero)
            faults.Add("Simulator:WebhookDelay and GroupingWindow must not be negative, RetryDelay must be positive.");
        if (options.Numbers.Any(n => n.PhoneNumberId.Length == 0 || n.MessagesPerSecond < 1))
            faults.Add("Simulator:Numbers need a PhoneNumberId and a MessagesPerSecond of at least 1.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
