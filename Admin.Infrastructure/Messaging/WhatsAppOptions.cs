using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>Section <c>WhatsApp</c>.</summary>
public sealed class WhatsAppOptions
{
    public const string Section = "WhatsApp";

    /// <summary>Empty in Development: the simulator's address is used.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Always sent: without a version the API takes whichever is newest to the app.</summary>
    public string ApiVersion { get; set; } = "v25.0";

    /// <summary>Signs the webhooks of the platform's app.</summary>
    public string? AppSecret { get; set; }

    /// <summary>Answers the handshake by which a webhook address is accepted.</summary>
    public string? VerifyToken { get; set; }

    /// <summary>Where each verified webhook is passed on to, unchanged; empty: nowhere. https, in Development also http on loopback.</summary>
    public string? ForwardUrl { get; set; }

    /// <summary>How long one POST to <see cref="ForwardUrl"/> may take.</summary>
    public int ForwardTimeoutSeconds { get; set; } = 10;

    /// <summary>How long one send may take before its outcome counts as unknown.</summary>
    public int TimeoutSeconds { get; set; } = 30;
}

internal sealed partial class WhatsAppOptionsValidator : IValidateOptions<WhatsAppOptions>
{
    public ValidateOptionsResult Validate(string? name, WhatsAppOptions options)
    {
        var faults = new List<string>();
        if (!IsAddress(options.BaseUrl))
            faults.Add("WhatsApp:BaseUrl must be an http or https address.");
        if (!IsForwardAddress(options.ForwardUrl))
            faults.Add("WhatsApp:ForwardUrl must be an http or https address without user name and fragment.");
        if (options.ForwardTimeoutSeconds is < 1 or > 20)
            faults.Add("WhatsApp:ForwardTimeoutSeconds must lie between 1 and 20.");
        if (!Version().IsMatch(options.ApiVersion ?? ""))
            faults.Add("WhatsApp:ApiVersion must look like v25.0.");
        if (options.TimeoutSeconds is < 1 or > 300)
            faults.Add("WhatsApp:TimeoutSeconds must lie between 1 and 300.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsAddress(string? text) => string.IsNullOrWhiteSpace(text)
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps));

    private static bool IsForwardAddress(string? text) =>
        IsAddress(text) && (string.IsNullOrWhiteSpace(text) || new Uri(text) is { UserInfo.Length: 0, Fragment.Length: 0 });

    [GeneratedRegex(@"^v\d{1,3}\.\d{1,2}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Version();
}
