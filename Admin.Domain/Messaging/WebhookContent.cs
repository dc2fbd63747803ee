namespace Admin.Domain.Messaging;

/// <summary>What one webhook POST tells.</summary>
/// <param name="Readable">False where the body as a whole is no webhook: not JSON, too deep, too large.</param>
/// <param name="Skipped">Elements left out because they lack what is needed to place them.</param>
public sealed record WebhookContent(bool Readable, IReadOnlyList<MessageStatus> Statuses, int Skipped)
{
    public static readonly WebhookContent Unreadable = new(Readable: false, [], 0);

    /// <summary>WhatsApp ids of the numbers that it is about, each once; also of what is no status.</summary>
    public IReadOnlyCollection<string> Numbers { get; init; } = [];

    public IReadOnlyList<InboundMessage> Messages { get; init; } = [];

    public IReadOnlyList<MarketingPreference> Preferences { get; init; } = [];

    public IReadOnlyList<TemplateNews> Templates { get; init; } = [];

    public IReadOnlyList<NumberNews> NumberNews { get; init; } = [];

    public IReadOnlyList<AccountNews> Accounts { get; init; } = [];

    /// <summary>Which business account each number was named under.</summary>
    public IReadOnlyDictionary<string, string> AccountOf { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Changes of a kind that we do not know. They are stored with the rest, and that is all.</summary>
    public int UnknownFields { get; init; }

    /// <summary>Whether there is anything in it besides statuses.</summary>
    public bool TellsMore => Messages.Count + Preferences.Count + Templates.Count + NumberNews.Count + Accounts.Count > 0;
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
    /// <summary>What WhatsApp says of its price; null when it says nothing.</summary>
    public MessagePricing? Pricing { get; init; }

    /// <summary>Without the recipient and the errors' texts, which can name a person.</summary>
    public override string ToString() => $"{Kind} {Wamid}";
}

/// <param name="Category">In WhatsApp's word, such as <c>marketing</c>.</param>
public sealed record MessagePricing(bool IsBillable, string Category);

/// <summary>What a person wrote or pressed.</summary>
/// <param name="From">The person's <c>wa_id</c>; see <see cref="WaIds"/>.</param>
/// <param name="ReplyTo">Wamid of the message that they answered, where WhatsApp tells.</param>
/// <param name="Text">Of a text message, as a whole.</param>
/// <param name="ButtonPayload">Of a pressed quick reply.</param>
public sealed record InboundMessage(string PhoneNumberId, string From, DateTime At, string? ReplyTo, string? Text, string? ButtonPayload, string? ButtonText)
{
    /// <summary>Nothing of it: all of it is personal.</summary>
    public override string ToString() => "Inbound message";
}

/// <summary>A person stopped or resumed marketing messages in WhatsApp itself.</summary>
public sealed record MarketingPreference(string PhoneNumberId, string WaId, bool Stops, DateTime At)
{
    public override string ToString() => Stops ? "Stop" : "Resume";
}

/// <summary>A template's new status or quality; one of the two.</summary>
public sealed record TemplateNews(string AccountId, string Name, string Language, TemplateStatus? Status, QualityRating? Quality, string? Reason, DateTime At);

/// <summary>A number's new quality, throughput or limit, named by the phone number that people see.</summary>
/// <param name="Digits">Of the phone number.</param>
/// <param name="Event">WhatsApp's word, such as <c>THROUGHPUT_UPGRADE</c>.</param>
public sealed record NumberNews(string AccountId, string Digits, string Event, QualityRating? Quality, int? MessagesPerSecond, string? MessagingLimit, DateTime At);

/// <summary>Something about a business account, and so about all its numbers.</summary>
/// <param name="StopReason">Why its campaigns must stop, as a code such as <c>account_disabled</c>; null: they need not.</param>
/// <param name="Event">WhatsApp's word.</param>
public sealed record AccountNews(string AccountId, string Event, string? StopReason, string? MessagingLimit, DateTime At);
