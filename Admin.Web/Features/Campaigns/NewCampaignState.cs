using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Features.Templates;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a person has entered for a new campaign so far.</summary>
public sealed class NewCampaignState
{
    public string Name { get; set; } = "";

    public string PhoneNumberId { get; private set; } = "";

    public string TemplateKey { get; private set; } = "";

    /// <summary>What the places of the chosen template are bound to; null while none is chosen.</summary>
    public TemplateValues? Values { get; private set; }

    public bool FromCsv { get; set; }

    public string ListKey { get; set; } = "";

    /// <summary>The campaign's own speed, if it is to have one.</summary>
    public int? MessagesPerMinute { get; set; }

    public static string KeyOf(TemplateChoice template) => $"{template.Name}/{template.Language}";

    /// <summary>The first of each, so that a form with one number, one template and one list needs a name only.</summary>
    /// <param name="template">Id of the template to begin with; null for the first.</param>
    public void Begin(CampaignChoices choices, string? template = null)
    {
        var wanted = choices.Templates.FirstOrDefault(t => t.Id.ToString() == template);
        PhoneNumberId = choices.Numbers.Where(n => wanted is null || n.Sends(wanted)).Select(n => n.PhoneNumberId).FirstOrDefault() ?? "";
        ListKey = choices.Lists.Select(l => l.Id.ToString()).FirstOrDefault() ?? "";
        FromCsv = choices.Lists.Count == 0;
        if ((wanted ?? Templates(choices).FirstOrDefault()) is { } first)
            Choose(choices, KeyOf(first));
    }

    /// <summary>Another number may be of another business account, which has other templates.</summary>
    public void ChooseNumber(CampaignChoices choices, string? phoneNumberId)
    {
        PhoneNumberId = phoneNumberId ?? "";
        if (Template(choices) is not { } same || same.Content != Values?.Content)
            Choose(choices, Template(choices) is null ? Templates(choices).Select(KeyOf).FirstOrDefault() : TemplateKey);
    }

    public void Choose(CampaignChoices choices, string? templateKey)
    {
        TemplateKey = templateKey ?? "";
        Values = Template(choices) is { } template ? new TemplateValues(template.Content, "{{name}}") : null;
    }

    public NumberChoice? Number(CampaignChoices choices) => choices.Numbers.FirstOrDefault(n => n.PhoneNumberId == PhoneNumberId);

    /// <summary>What would rule: the number's and organization's limit, or the campaign's own.</summary>
    public SpeedLimit? Speed(CampaignChoices choices) => Number(choices)?.Limit.OrOwn(MessagesPerMinute);

    /// <summary>The templates that the chosen number can send.</summary>
    public IEnumerable<TemplateChoice> Templates(CampaignChoices choices) =>
        Number(choices) is { } number ? choices.Templates.Where(number.Sends) : choices.Templates;

    public TemplateChoice? Template(CampaignChoices choices) => Templates(choices).FirstOrDefault(t => KeyOf(t) == TemplateKey);

    public ListChoice? List(CampaignChoices choices) => FromCsv ? null : choices.Lists.FirstOrDefault(l => l.Id.ToString() == ListKey);

    public CampaignDraft ToDraft(CampaignChoices choices)
    {
        var bindings = Values?.Bindings ?? [];
        return new CampaignDraft(Name, PhoneNumberId, Template(choices)?.Name, Template(choices)?.Language, [.. bindings.Where(IsNumbered).Select(b => b.Text)], ScheduledAt: null, MessagesPerMinute: MessagesPerMinute)
        {
            TemplateComponents = [.. bindings.Where(b => !IsNumbered(b))],
        };
    }

    private static bool IsNumbered(TemplateBinding binding) => binding.Parameter is { Place: TemplatePlace.Body, Name: null };
}
