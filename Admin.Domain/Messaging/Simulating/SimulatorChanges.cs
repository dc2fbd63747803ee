namespace Admin.Domain.Messaging.Simulating;

/// <summary>What to change about a number; null: leave it. Each change is told by the webhook that Meta would send.</summary>
/// <param name="MessagesPerSecond">20, 80 or 1,000 in reality.</param>
/// <param name="Block">Error code that every send is answered with, such as 131031, 368, 131042, 190 or 33; 0: none.</param>
/// <param name="Upgrade">Lifts the throughput to 1,000 a second; until that is done, sends are answered 131057.</param>
public sealed record SimulatedNumberChange(SimulatedQuality? Quality = null, int? MessagesPerSecond = null, int? Block = null, bool Upgrade = false);

public enum TemplateAct
{
    Approve,
    Reject,

    /// <summary>For 3 hours the first time, 6 hours the second; the third time disables it.</summary>
    Pause,
    Disable,
    Delete,

    /// <summary>Messages held for quality assessment go out.</summary>
    Release,

    /// <summary>Messages held for quality assessment fail (132015), and the template is paused.</summary>
    Drop,
}

/// <summary>What to change about a template; null: leave it. Each change is told by the webhook that Meta would send.</summary>
public sealed record SimulatedTemplateChange(string WabaId, string Name, string Language, TemplateAct? Act = null, SimulatedQuality? Quality = null);

/// <summary>A message from a person to a number: a text, the press of a quick-reply button, or a marketing preference.</summary>
public sealed record SimulatedInbound(string PhoneNumberId, string From, InboundKind Kind, string Text);

public enum InboundKind
{
    Text,
    Button,

    /// <summary>The text is <c>stop</c> or <c>resume</c>.</summary>
    Preference,
}
