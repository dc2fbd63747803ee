using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Features.Contacts;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>Who is to be added to an audience, as a person chooses it or an address says it: contacts, or those of an earlier campaign.</summary>
public sealed record AudienceChoice
{
    /// <summary>Those of an earlier campaign rather than contacts.</summary>
    public bool IsEarlier { get; init; }

    public Guid? List { get; init; }

    public string? Tag { get; init; }

    public ConsentState? Marketing { get; init; }

    public ConsentState? Utility { get; init; }

    /// <summary>First day, in the person's zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly? Until { get; init; }

    public Guid? Campaign { get; init; }

    public CampaignOutcome? Outcome { get; init; }

    /// <summary>Of the failure; null: every code.</summary>
    public string? Code { get; init; }

    public bool IsComplete => !IsEarlier || (Campaign is not null && Outcome is not null);

    /// <summary>Whether an address names anybody at all.</summary>
    public bool IsNamed => this != new AudienceChoice();

    /// <summary>Whatever the address holds that means nothing is left out.</summary>
    public static AudienceChoice Parse(string? list, string? tag, string? marketing, string? utility, string? from, string? until, string? campaign, string? outcome, string? code)
    {
        if (Guid.TryParse(campaign, out var earlier) && SnakeCase.TryParse<CampaignOutcome>(outcome, out var became))
            return new AudienceChoice { IsEarlier = true, Campaign = earlier, Outcome = became, Code = became == CampaignOutcome.Failed && !string.IsNullOrEmpty(code) ? code : null };
        return new AudienceChoice
        {
            List = Guid.TryParse(list, out var id) ? id : null,
            Tag = string.IsNullOrEmpty(tag) ? null : tag,
            Marketing = SnakeCase.TryParse<ConsentState>(marketing, out var m) ? m : null,
            Utility = SnakeCase.TryParse<ConsentState>(utility, out var u) ? u : null,
            From = ContactListState.Day(from),
            Until = ContactListState.Day(until),
        };
    }

    /// <param name="toUtc">The moment at which a day begins where the person is.</param>
    public AudiencePartDraft ToDraft(Func<DateOnly, DateTime> toUtc) => IsEarlier
        ? new AudiencePartDraft(Earlier: new EarlierOutcome(new CampaignId(Campaign!.Value), Outcome!.Value, Code))
        : new AudiencePartDraft(new ContactFilter(
            List: List is { } list ? ContactListId.From(list) : null,
            Tag: Tag,
            Marketing: Marketing,
            Utility: Utility,
            CreatedFrom: From is { } from ? toUtc(from) : null,
            CreatedBefore: Until is { } until && until < DateOnly.MaxValue ? toUtc(until.AddDays(1)) : null));

    /// <summary>Where a campaign to these people begins.</summary>
    public string NewCampaignUrl(string organization) => AdminUrls.With(
        AdminUrls.NewCampaign(organization),
        ("list", List?.ToString()),
        ("tag", Tag),
        ("marketing", Marketing is { } marketing ? SnakeCase.Of(marketing) : null),
        ("utility", Utility is { } utility ? SnakeCase.Of(utility) : null),
        ("created_from", ContactListState.DayText(From)),
        ("created_until", ContactListState.DayText(Until)),
        ("from", Campaign?.ToString()),
        ("outcome", Outcome is { } outcome ? SnakeCase.Of(outcome) : null),
        ("code", Code));
}
