using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Notices;

/// <summary>How the connection to the mail server is secured.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS, and no mail without it.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>Plain text; for a server on this machine only.</summary>
    None,
}

/// <summary>Section <c>Mail:Smtp</c>. Without a host no mail is sent.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Mail:Smtp";

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Sender address.</summary>
    public string? From { get; set; }

    public string FromName { get; set; } = "Admin";

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Host);
}

internal sealed class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        List<string> faults = [];
        if (options.Port is < 1 or > 65535)
            faults.Add("Mail:Smtp:Port must be 1 to 65535.");
        if (!MimeKit.MailboxAddress.TryParse(options.From, out _))
            faults.Add("Mail:Smtp:From is required with Mail:Smtp:Host and must be an e-mail address.");
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            faults.Add("Mail:Smtp:User and Mail:Smtp:Password go together.");
        if (options.Security == SmtpSecurity.None && !IsThisMachine(options.Host!))
            faults.Add("Mail:Smtp:Security None is only for a server on this machine: links in mails open accounts.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
