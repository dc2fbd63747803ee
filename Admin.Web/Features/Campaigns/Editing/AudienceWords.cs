using System.Globalization;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Contacts;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>Says whom a part of an audience names.</summary>
internal sealed class AudienceWords(IStringLocalizer<EditingTexts> loc, IStringLocalizer<ContactTexts> contacts, IStringLocalizer<CampaignTexts> campaigns, PersonClock clock)
{
    public string Say(AudiencePartView part) => part.Earlier is { } earlier
        ? loc[earlier.Code is null ? nameof(EditingTexts.PartEarlier) : nameof(EditingTexts.PartEarlierCode), part.EarlierName!, Outcome(earlier.Outcome), earlier.Code is { } code ? Code(code) : ""]
        : Say(part.Contacts!, part.ListName);

    public string Outcome(CampaignOutcome outcome) => loc["Outcome_" + SnakeCase.Of(outcome)];

    public string Code(string code) => CampaignWords.Why(campaigns, code) ?? code;

    public string Consent(ConsentState state) => contacts["Consent_" + SnakeCase.Of(state)];

    private string Say(ContactFilter filter, string? list)
    {
        var parts = new List<string>();
        if (filter.List is not null)
            parts.Add(loc[nameof(EditingTexts.PartList), list ?? ""]);
        if (filter.Tag is { } tag)
            parts.Add(loc[nameof(EditingTexts.PartTag), tag]);
        if (filter.Marketing is { } marketing)
            parts.Add(contacts[nameof(ContactTexts.MarketingChoice), Consent(marketing)]);
        if (filter.Utility is { } utility)
            parts.Add(contacts[nameof(ContactTexts.UtilityChoice), Consent(utility)]);
        if (filter.CreatedFrom is { } from)
            parts.Add(loc[nameof(EditingTexts.PartFrom), Day(from)]);
        if (filter.CreatedBefore is { } before)
            parts.Add(loc[nameof(EditingTexts.PartUntil), Day(before.AddTicks(-1))]);
        return parts.Count == 0 ? loc[nameof(EditingTexts.PartEverybody)] : string.Join(" · ", parts);
    }

    private string Day(DateTime utc) => clock.ToLocal(utc).ToString("d", CultureInfo.CurrentCulture);
}
