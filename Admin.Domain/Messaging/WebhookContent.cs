namespace Admin.Domain.Messaging;

/// <summary>The statuses of one webhook POST.</summary>
/// <param name="Readable">False where the body as a whole is no webhook: not JSON, too deep, too large.</param>
/// <param name="Skipped">Statuses left out because they lack what is needed to place them.</param>
public sealed record WebhookContent(bool Readable, IReadOnlyList<MessageStatus> Statuses, int Skipped)
{
    public static readonly WebhookContent Unreadable = new(Readable: false, [], 0);

    /// <summary>WhatsApp ids of the numbers that it is about, each once; also of what is no status.</summary>
    public IReadOnlyCollection<string> Numbers { get; init; } = [];
}

public enum MessageStatusKind
{
    Sent,
    Delivered,
    Read,
    Failed,
}

/// <summary>
/// One step in a message's life. They come in any order and more than once; read implies delivered.
/// Place a status by its wamid or callback data, never by the recipient.
/// </summary>
public sealed record MessageStatus(
    string PhoneNumberId,
    string Wamid,
    MessageStatusKind Kind,
    DateTime At,
    string? RecipientId,
    string? CallbackData,
    IReadOnlyList<WhatsAppError> Errors)
{
    /// <summary>Without the recipient and the errors' texts, which can name a person.</summary>
    public override string ToString() => $"{Kind} {Wamid}";
}
