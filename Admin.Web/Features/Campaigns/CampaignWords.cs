using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns;

/// <summary>What the campaign pages say in the same way.</summary>
internal static class CampaignWords
{
    /// <summary>In the order of the bar: furthest first, what is left last.</summary>
    private static readonly RecipientState[] Order =
    [
        RecipientState.Read, RecipientState.Delivered, RecipientState.Sent, RecipientState.Sending, RecipientState.Ambiguous,
        RecipientState.Failed, RecipientState.Skipped, RecipientState.Cancelled, RecipientState.Pending,
    ];

    /// <summary>The template that a campaign names.</summary>
    public static string Template(IStringLocalizer<CampaignTexts> loc, CampaignView campaign) =>
        campaign.HasTemplate ? $"{campaign.TemplateName} ({campaign.TemplateLanguage})" : loc[nameof(CampaignTexts.NoTemplateYet)];

    /// <summary>The numbers that a campaign sends from, in few words.</summary>
    public static string Senders(IStringLocalizer<CampaignTexts> loc, CampaignView campaign) => campaign.FurtherNumbers is { Count: > 0 } further
        ? loc[nameof(CampaignTexts.SendersMore), campaign.NumberName, further.Count.ToString("N0", CultureInfo.CurrentCulture)]
        : campaign.NumberName;

    public static IReadOnlyList<StatusCount> Parts(RecipientCounts counts) => [.. Order.Select(s => new StatusCount(SnakeCase.Of(s), counts.Of(s)))];

    public static string BarLabel(IStringLocalizer texts, IStringLocalizer shared, RecipientCounts counts) =>
        texts[nameof(CampaignTexts.BarLabel), string.Join(", ", Parts(counts).Where(p => p.Count > 0).Select(p => $"{shared["Status_" + p.Status]} {p.Count.ToString("N0", CultureInfo.CurrentCulture)}"))];

    public static string Duration(IStringLocalizer texts, double? seconds)
    {
        if (seconds is not { } s)
            return texts[nameof(CampaignTexts.Nothing)];
        var time = TimeSpan.FromSeconds(Math.Ceiling(s));
        if (time.TotalMinutes < 1)
            return texts[nameof(CampaignTexts.Seconds), time.Seconds];
        return time.TotalHours < 1
            ? texts[nameof(CampaignTexts.Minutes), (int)Math.Ceiling(time.TotalMinutes)]
            : texts[nameof(CampaignTexts.Hours), (int)time.TotalHours, time.Minutes];
    }

    /// <summary>How long a step of the chart is.</summary>
    public static string Step(IStringLocalizer texts, int seconds) => seconds switch
    {
        < 60 => texts[nameof(WatchTexts.StepSeconds), seconds],
        < 3600 => texts[nameof(WatchTexts.StepMinutes), seconds / 60],
        < 86_400 => texts[nameof(WatchTexts.StepHours), seconds / 3600],
        _ => texts[nameof(WatchTexts.StepDays), seconds / 86_400],
    };

    public static string Limit(IStringLocalizer texts, string? limitedBy) => limitedBy is null ? texts[nameof(CampaignTexts.Nothing)] : texts["Limit_" + limitedBy];

    /// <summary>Why a campaign stands still.</summary>
    public static string? Why(IStringLocalizer texts, string? reason)
    {
        const string ofWhatsApp = "whatsapp_";
        if (reason is null)
            return null;
        if (reason.StartsWith(ofWhatsApp, StringComparison.Ordinal))
            return texts[nameof(CampaignTexts.Why_whatsapp), reason[ofWhatsApp.Length..]];
        return texts["Why_" + reason] is { ResourceNotFound: false } text ? text.Value : reason;
    }
}
