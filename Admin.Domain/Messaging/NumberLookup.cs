namespace Admin.Domain.Messaging;

/// <summary>The answer to a question about a sender.</summary>
public abstract record NumberLookup
{
    private NumberLookup()
    {
    }

    public sealed record Found(WhatsAppNumber Number) : NumberLookup;

    public sealed record Rejected(WhatsAppError Error) : NumberLookup;

    /// <summary>No usable answer; asking again is harmless.</summary>
    public sealed record Unreachable : NumberLookup;
}

/// <summary>A sender as the API describes it.</summary>
/// <param name="ThroughputLevel"><c>STANDARD</c>, <c>HIGH</c> or <c>NOT_APPLICABLE</c>.</param>
/// <param name="MessagingLimit">People that its portfolio may write to in 24 hours, in WhatsApp's words; null when it was not told.</param>
public sealed record WhatsAppNumber(string DisplayPhoneNumber, string VerifiedName, string QualityRating, string ThroughputLevel, string? MessagingLimit = null)
{
    private const int UpgradedThroughput = 1000;

    /// <summary>The messages a second that this level allows.</summary>
    public int MessagesPerSecond => ThroughputLevel == "HIGH" ? UpgradedThroughput : Number.StandardThroughput;
}
