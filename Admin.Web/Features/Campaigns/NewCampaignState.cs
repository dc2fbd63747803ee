using System.Globalization;
using System.Text.RegularExpressions;
using Admin.Domain.Campaigns;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a person has entered for a new campaign so far.</summary>
public sealed partial class NewCampaignState
{
    public string Name { get; set; } = "";

    public string PhoneNumberId { get; set; } = "";

    public string TemplateKey { get; private set; } = "";

    public string[] Parameters { get; private set; } = [];

    public bool FromCsv { get; set; }

    public string ListKey { get; set; } = "";

    /// <summary>The campaign's own speed, if it is to have one.</summary>
    public int? MessagesPerMinute { get; set; }

    public static string KeyOf(TemplateChoice template) => $"{template.Name}/{template.Language}";

    /// <summary>The first of each, so that a form with one number, one template and one list needs a name only.</summary>
    public void Begin(CampaignChoices choices)
    {
        PhoneNumberId = choices.Numbers.Select(n => n.PhoneNumberId).FirstOrDefault() ?? "";
        ListKey = choices.Lists.Select(l => l.Id.ToString()).FirstOrDefault() ?? "";
        FromCsv = choices.Lists.Count == 0;
        if (choices.Templates is [var first, ..])
            Choose(choices, KeyOf(first));
    }

    public void Choose(CampaignChoices choices, string? templateKey)
    {
        TemplateKey = templateKey ?? "";
        var count = Template(choices)?.ParameterCount ?? 0;
        Parameters = [.. Enumerable.Range(0, count).Select(i => i == 0 ? "{{name}}" : "")];
    }

    public NumberChoice? Number(CampaignChoices choices) => choices.Numbers.FirstOrDefault(n => n.PhoneNumberId == PhoneNumberId);

    /// <summary>What would rule: the number's and organization's limit, or the campaign's own.</summary>
    public SpeedLimit? Speed(CampaignChoices choices) => Number(choices)?.Limit.OrOwn(MessagesPerMinute);

    public TemplateChoice? Template(CampaignChoices choices) => choices.Templates.FirstOrDefault(t => KeyOf(t) == TemplateKey);

    public ListChoice? List(CampaignChoices choices) => FromCsv ? null : choices.Lists.FirstOrDefault(l => l.Id.ToString() == ListKey);

    /// <summary>The template's body with what was entered; places not filled yet keep their number.</summary>
    public string Preview(CampaignChoices choices) => PlacePattern().Replace(Template(choices)?.Body ?? "", place =>
    {
        var index = int.Parse(place.Groups["place"].ValueSpan, CultureInfo.InvariantCulture) - 1;
        return index >= 0 && index < Parameters.Length && Parameters[index].Length > 0 ? Parameters[index] : place.Value;
    });

    public CampaignDraft ToDraft(CampaignChoices choices) =>
        new(Name, PhoneNumberId, Template(choices)?.Name, Template(choices)?.Language, Parameters, ScheduledAt: null, MessagesPerMinute: MessagesPerMinute);

    [GeneratedRegex(@"\{\{(?<place>\d{1,3})\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlacePattern();
}
