using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>Who a campaign goes to.</summary>
/// <param name="FromFiles">People who came from CSV files.</param>
/// <param name="Parts">In the order in which they were added.</param>
/// <param name="People">Different phones of everything.</param>
public sealed record AudienceView(int FromFiles, IReadOnlyList<AudiencePartView> Parts, int People);

/// <summary>One part; exactly one of <paramref name="Contacts"/> and <paramref name="Earlier"/> is given.</summary>
/// <param name="ListName">Of the filter's list.</param>
/// <param name="EarlierName">Of the earlier campaign.</param>
/// <param name="Size">Before the start, how many people it names now; after it, how many it brought that were not there yet.</param>
public sealed record AudiencePartView(AudiencePartId Id, ContactFilter? Contacts, string? ListName, EarlierOutcome? Earlier, string? EarlierName, int Size);

/// <summary>The campaigns whose outcome can be a part of an audience, newest first, at most 100.</summary>
public sealed record EarlierChoices(IReadOnlyList<EarlierChoice> Campaigns);

/// <param name="Responded">How many answered.</param>
public sealed record EarlierChoice(CampaignId Id, string Name, RecipientCounts Counts, int Responded);

/// <summary>Why an earlier campaign's messages failed, the most frequent first.</summary>
public sealed record EarlierFailures(IReadOnlyList<FailureCount> Codes);

/// <param name="Code">The recipients' reason.</param>
public sealed record FailureCount(string Code, int Count);
