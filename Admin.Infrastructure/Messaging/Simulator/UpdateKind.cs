namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What a webhook can tell about a message, or what the person does with it. The numbers are on disk.</summary>
internal enum UpdateKind : byte
{
    Sent = 1,
    Delivered = 2,
    Read = 3,
    Failed = 4,

    /// <summary>The person answers with an ordinary text.</summary>
    ReplyText = 5,

    /// <summary>The person answers "SAIR".</summary>
    ReplyStop = 6,

    /// <summary>The person presses the quick-reply button that stops promotions.</summary>
    ReplyButton = 7,

    /// <summary>The person stops marketing messages in WhatsApp's own settings.</summary>
    PreferenceStop = 8,
}
