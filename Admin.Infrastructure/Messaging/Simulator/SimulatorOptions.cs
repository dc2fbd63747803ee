using Admin.Domain.Messaging.Simulating;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Section <c>Simulator</c>: what holds from the start on, and how the dials stand at the start.</summary>
public sealed record SimulatorOptions : SimulatorDials
{
    public const string Section = "Simulator";

    /// <summary>Null: on in Development while no <c>WhatsApp:BaseUrl</c> is given.</summary>
    public bool? Enabled { get; set; }

    /// <summary>0: any free port.</summary>
    public int Port { get; set; }

    /// <summary>Signs the webhooks; within the application the composition fills it in.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>Sent in the handshake; within the application the composition fills it in.</summary>
    public string VerifyToken { get; set; } = "";

    /// <summary>Where the statuses go; can be set after the start.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>Posts under way at the same time. With more than one, what belongs to different messages can pass each other.</summary>
    public int WebhookConnections { get; set; } = 1;

    /// <summary>The file of ledger and undelivered webhooks.</summary>
    public string DatabasePath { get; set; } = "";

    /// <summary>A message is on disk, synced, before it is answered. False: a moment later; only for measurements.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>How long the writer waits for others before it commits, in milliseconds.</summary>
    public int FlushMs { get; set; } = 3;

    /// <summary>Seed of everything that is left to chance; 0: another one at each start.</summary>
    public int Seed { get; set; }

    public IList<SimulatedNumber> Numbers { get; set; } = [];

    public IList<SimulatedTemplate> Templates { get; set; } = [];

    /// <summary>Not the members: there is a secret among them.</summary>
    public override string ToString() => Section;
}

/// <summary>A number that the simulator knows.</summary>
public sealed class SimulatedNumber
{
    public const string DefaultWaba = "200000000000000";

    public string PhoneNumberId { get; set; } = "";

    public string DisplayPhoneNumber { get; set; } = "";

    public string VerifiedName { get; set; } = "Simulated number";

    /// <summary>The business account that the number belongs to.</summary>
    public string WabaId { get; set; } = DefaultWaba;

    public int MessagesPerSecond { get; set; } = 80;

    /// <summary>Empty: any token does.</summary>
    public string AccessToken { get; set; } = "";
}

/// <summary>A template that the simulator knows.</summary>
public sealed class SimulatedTemplate
{
    /// <summary>Empty: every business account has it.</summary>
    public string WabaId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Language { get; set; } = "";

    /// <summary><c>MARKETING</c>, <c>UTILITY</c> or <c>AUTHENTICATION</c>.</summary>
    public string Category { get; set; } = "UTILITY";

    public string Body { get; set; } = "";

    public int ParameterCount { get; set; }

    /// <summary>All components, as Meta words them: a JSON array. Empty: a body only, of <see cref="Body"/> and <see cref="ParameterCount"/>.</summary>
    public string Components { get; set; } = "";

    /// <summary><c>POSITIONAL</c> or <c>NAMED</c>.</summary>
    public string ParameterFormat { get; set; } = "POSITIONAL";

    public SimulatedTemplateStatus Status { get; set; } = SimulatedTemplateStatus.Approved;
}

internal sealed class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        var faults = Faults(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public static List<string> Faults(SimulatorOptions options)
    {
        var faults = options.Faults().Select(f => $"Simulator:{f.Name} has to be: {f.Allowed}.").ToList();
        if (options.Port is < 0 or > 65535)
            faults.Add("Simulator:Port must lie between 0 and 65535.");
        if (options.WebhookConnections is < 1 or > 64)
            faults.Add("Simulator:WebhookConnections must lie between 1 and 64.");
        if (options.FlushMs is < 0 or > 1000)
            faults.Add("Simulator:FlushMs must lie between 0 and 1000.");
        if (!string.IsNullOrWhiteSpace(options.WebhookUrl) && !Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out _))
            faults.Add("Simulator:WebhookUrl must be an absolute address.");
        if (options.Numbers.Any(n => n.PhoneNumberId.Length == 0 || n.MessagesPerSecond < 1))
            faults.Add("Simulator:Numbers need a PhoneNumberId and a MessagesPerSecond of at least 1.");
        if (options.Templates.Any(t => t.Name.Length == 0 || t.Language.Length == 0))
            faults.Add("Simulator:Templates need a Name and a Language.");
        return faults;
    }
}
