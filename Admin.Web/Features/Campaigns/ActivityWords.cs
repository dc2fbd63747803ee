using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Watching;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns;

/// <summary>The activity log in words.</summary>
internal static class ActivityWords
{
    private const string OfCampaign = "campaign.";
    private const string OfWhatsApp = "whatsapp_";

    /// <summary>What was done; an act that has no words yet is shown as it is named.</summary>
    public static string What(IStringLocalizer texts, CampaignActivity entry)
    {
        var act = entry.Action.StartsWith(OfCampaign, StringComparison.Ordinal) ? entry.Action[OfCampaign.Length..] : entry.Action;
        var words = texts["Act_" + act];
        if (words.ResourceNotFound)
            return entry.Action;
        return Count(entry) is { } count ? $"{words.Value} ({count})" : words.Value;
    }

    public static string Who(IStringLocalizer texts, CampaignActivity entry) => entry.By switch
    {
        ActorKind.System => texts[nameof(WatchTexts.ByEngine)],
        ActorKind.Person or ActorKind.ServiceToken => texts[nameof(WatchTexts.By), entry.Who ?? texts[nameof(WatchTexts.Somebody)]],
    };

    /// <summary>Why the engine paused it, or which code was retried.</summary>
    public static string? Why(IStringLocalizer failures, CampaignActivity entry)
    {
        var why = entry.Details.GetValueOrDefault("why") ?? entry.Details.GetValueOrDefault("code");
        if (why is null)
            return null;
        var code = why.StartsWith(OfWhatsApp, StringComparison.Ordinal) ? why[OfWhatsApp.Length..] : why;
        return failures["Means_" + code] is { ResourceNotFound: false } words ? $"{words.Value} ({code})" : why;
    }

    private static string? Count(CampaignActivity entry) =>
        int.TryParse(entry.Details.GetValueOrDefault("count"), CultureInfo.InvariantCulture, out var count) ? count.ToString("N0", CultureInfo.CurrentCulture) : null;
}
