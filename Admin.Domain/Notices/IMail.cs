namespace Admin.Domain.Notices;

/// <summary>A plain-text mail to one person.</summary>
public sealed record OutgoingMail(string To, string Subject, string Text);

/// <summary>Hands mails to a mail server.</summary>
public interface IMail
{
    /// <summary>Without a mail server, links are shown once to the admin who asked for them instead.</summary>
    bool IsConfigured { get; }

    /// <summary>
    /// Takes the mail and returns at once; it is delivered in the background, with retries. Waiting for the server here
    /// would let the time of an answer tell whether an address is known.
    /// </summary>
    void Post(OutgoingMail mail);
}
