namespace Admin.Domain.Messaging.Forwarding;

/// <summary>The program that verified webhooks are passed on to: the chatbot, behind <c>WhatsApp:ForwardUrl</c>.</summary>
public interface IForwardReceiver
{
    /// <summary>Whether an address is configured.</summary>
    bool IsOn { get; }

    /// <summary>The address as an operator may see it; null where none is configured.</summary>
    Uri? Address { get; }

    /// <summary>
    /// Posts the same bytes with the same signature and content type; of an organization's own app to the address with the app's id behind
    /// it, as it came to us. Follows no redirect. Throws for nothing that the network or the receiver can do.
    /// </summary>
    Task<ForwardOutcome> PostAsync(SignedWebhook webhook, CancellationToken ct);
}

/// <summary>What became of one POST.</summary>
/// <param name="Error">Null: taken. Otherwise a code: <c>status_500</c>, <c>timeout</c>, <c>unreachable</c>, <c>stopped</c>.</param>
/// <param name="Answered">False where nobody answered: then the receiver is away for every other POST as well.</param>
public sealed record ForwardOutcome(string? Error, bool Answered)
{
    public static ForwardOutcome Taken { get; } = new(null, true);

    public static ForwardOutcome Timeout { get; } = new("timeout", false);

    public static ForwardOutcome Unreachable { get; } = new("unreachable", false);

    /// <summary>We ended before it answered; nothing is known, and it is sent again.</summary>
    public static ForwardOutcome Stopped { get; } = new("stopped", true);

    public static ForwardOutcome Refused(int status) => new($"status_{status}", true);
}
