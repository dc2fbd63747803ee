using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Features.Templates;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>What a person has entered of a campaign's name, number and message so far.</summary>
public sealed class WordingState
{
    /// <summary>What the first place of a template begins with: a column that every list has.</summary>
    public const string UsualFirst = "{{name}}";

    private CampaignView _saved;

    public WordingState(CampaignView saved, CampaignChoices choices)
    {
        _saved = saved;
        TakeAll(saved, choices);
    }

    public string Name { get; set; } = "";

    public string PhoneNumberId { get; private set; } = "";

    /// <summary>The phone_number_ids of the numbers that it sends from as well.</summary>
    public IReadOnlyList<string> FurtherNumbers { get; private set; } = [];

    /// <summary>Of the chosen template; empty while none is.</summary>
    public string TemplateKey { get; private set; } = "";

    /// <summary>What the places of the chosen template are bound to; null while none is chosen, and of one that is gone.</summary>
    public TemplateValues? Values { get; private set; }

    /// <summary>The chosen template is not among those that the number can send: deleted, or another account's.</summary>
    public bool IsGone => TemplateKey.Length > 0 && Values is null;

    /// <summary>Places that something was written for and that the template has no more.</summary>
    public IReadOnlyList<string> Lost => Values is not { } values ? [] :
        [.. _saved.Bindings.Where(b => IsOfSaved && b.Text.Length > 0 && !Has(values.Content, b.Parameter)).Select(b => b.Parameter.Key)];

    public static string KeyOf(TemplateChoice template) => $"{template.Name}/{template.Language}";

    /// <summary>Takes over what is saved of name and number.</summary>
    public void TakeHead(CampaignView saved) => (_saved, Name, PhoneNumberId, FurtherNumbers) = (saved, saved.Name, saved.PhoneNumberId, Further(saved));

    /// <summary>Takes over what is saved of the message.</summary>
    public void TakeMessage(CampaignView saved, CampaignChoices choices)
    {
        (_saved, TemplateKey) = (saved, KeyOf(saved));
        Values = Template(choices) is { } template ? Written(template.Content, saved.Bindings) : null;
    }

    /// <summary>Takes over all of it; whom the message is shown for stays.</summary>
    public void TakeAll(CampaignView saved, CampaignChoices choices)
    {
        TakeHead(saved);
        TakeMessage(saved, choices);
    }

    /// <summary>What was just saved stands here already.</summary>
    public void Keep(CampaignView saved) => _saved = saved;

    /// <summary>Another number may be of another business account, which has other templates: one that it cannot send is not kept, nor are numbers that do not go with it.</summary>
    public void ChooseNumber(CampaignChoices choices, string? phoneNumberId)
    {
        PhoneNumberId = phoneNumberId ?? "";
        var first = Number(choices);
        FurtherNumbers = [.. choices.Numbers.Where(n => n != first && SendsFrom(n) && first?.GoesWith(n) == true).Select(n => n.PhoneNumberId)];
        if (Template(choices) is null)
            (TemplateKey, Values) = ("", null);
    }

    /// <summary>The numbers that can send the same campaign as the chosen one, and those that were chosen and cannot any more: a person takes them out.</summary>
    public IReadOnlyList<NumberChoice> Companions(CampaignChoices choices) =>
        Number(choices) is { } first ? [.. choices.Numbers.Where(n => n != first && (n.GoesWith(first) || SendsFrom(n)))] : [];

    /// <summary>Whether this further number sends as well.</summary>
    public bool SendsFrom(NumberChoice number) => FurtherNumbers.Contains(number.PhoneNumberId, StringComparer.Ordinal);

    public void AlsoSend(NumberChoice number, bool sends) =>
        FurtherNumbers = [.. FurtherNumbers.Where(n => n != number.PhoneNumberId), .. sends ? [number.PhoneNumberId] : Array.Empty<string>()];

    /// <summary>What was written for places that this template has as well stays.</summary>
    public void Choose(CampaignChoices choices, string? templateKey)
    {
        var written = Bindings;
        TemplateKey = templateKey ?? "";
        Values = Template(choices) is { } template ? Written(template.Content, written, UsualFirst) : null;
    }

    /// <summary>Takes over what became of the templates meanwhile. True when the chosen one has other places or texts now, or is gone.</summary>
    public bool Refresh(CampaignChoices choices)
    {
        var (before, written) = (Values?.Content, Bindings);
        var now = Template(choices)?.Content;
        // The same object as long as nothing changed: somebody may be writing into it.
        if (before is not null && now is not null && IsSame(before, now))
            return false;
        Values = now is null ? null : Written(now, written);
        return before is not null;
    }

    public NumberChoice? Number(CampaignChoices choices) => choices.Numbers.FirstOrDefault(n => n.PhoneNumberId == PhoneNumberId);

    /// <summary>The templates that the chosen number can send.</summary>
    public IEnumerable<TemplateChoice> Templates(CampaignChoices choices) =>
        Number(choices) is { } number ? choices.Templates.Where(number.Sends) : choices.Templates;

    public TemplateChoice? Template(CampaignChoices choices) => Templates(choices).FirstOrDefault(t => KeyOf(t) == TemplateKey);

    public bool IsSameHead(CampaignView theirs) =>
        (_saved.Name, _saved.PhoneNumberId) == (theirs.Name, theirs.PhoneNumberId) && AreSame(Further(_saved), Further(theirs));

    public bool IsSameMessage(CampaignView theirs) => KeyOf(_saved) == KeyOf(theirs) && Texts(_saved.Bindings).SequenceEqual(Texts(theirs.Bindings));

    /// <summary>Names of the texts of what differs from what somebody else saved.</summary>
    public IReadOnlyList<string> Differences(CampaignView theirs)
    {
        var differences = new List<string>();
        if (Name.Trim() != theirs.Name)
            differences.Add(nameof(EditingTexts.NameField));
        if (PhoneNumberId != theirs.PhoneNumberId || !AreSame(FurtherNumbers, Further(theirs)))
            differences.Add(nameof(EditingTexts.NumberField));
        if (TemplateKey != KeyOf(theirs))
            differences.Add(nameof(EditingTexts.TemplateField));
        if (!Texts(Bindings).SequenceEqual(Texts(theirs.Bindings)))
            differences.Add(nameof(EditingTexts.PlacesField));
        return differences;
    }

    public CampaignSketch ToSketch()
    {
        var (name, language) = TemplateKey.LastIndexOf('/') is var slash and >= 0 ? (TemplateKey[..slash], TemplateKey[(slash + 1)..]) : (null, null);
        var sketch = Values is { } values
            ? Sketch(Name, PhoneNumberId, name, language, values)
            : new CampaignSketch(Name, PhoneNumberId, name, language, IsOfSaved ? _saved.TemplateParameters : []) { TemplateComponents = IsOfSaved ? _saved.TemplateComponents : [] };
        return sketch with { FurtherNumbers = FurtherNumbers };
    }

    /// <summary>Numbered places by their order: what is not written yet stands between as an empty text.</summary>
    public static CampaignSketch Sketch(string name, string? phoneNumberId, string? template, string? language, TemplateValues values) =>
        new(name, phoneNumberId, template, language, [.. values.Content.Parameters.Where(IsNumbered).OrderBy(p => p.Position).Select(p => values[p.Key])])
        {
            TemplateComponents = [.. values.Bindings.Where(b => !IsNumbered(b.Parameter))],
        };

    // Of a template that is gone nobody knows the places: what was written stays as it is saved.
    private IReadOnlyList<TemplateBinding> Bindings => Values?.Bindings ?? (IsOfSaved ? _saved.Bindings : []);

    private bool IsOfSaved => TemplateKey == KeyOf(_saved);

    // Whom the message is shown for stays.
    private TemplateValues Written(TemplateContent content, IReadOnlyList<TemplateBinding> bindings, string first = "")
    {
        var values = new TemplateValues(content, first) { Fields = Values?.Fields };
        foreach (var binding in bindings.Where(b => b.Text.Length > 0 && Has(content, b.Parameter)))
            values[binding.Parameter.Key] = binding.Text;
        return values;
    }

    // Where a named place stands among the others says nothing of it.
    private static bool Has(TemplateContent content, TemplateParameter parameter) =>
        content.Parameters.Any(p => p.Key == parameter.Key && p.Kind == parameter.Kind);

    private static bool IsSame(TemplateContent one, TemplateContent other) =>
        (one.Format, one.Header, one.Body, one.Footer) == (other.Format, other.Header, other.Body, other.Footer) && one.Buttons.SequenceEqual(other.Buttons);

    private static IEnumerable<(string Key, string Text)> Texts(IReadOnlyList<TemplateBinding> bindings) =>
        bindings.Where(b => b.Text.Length > 0).Select(b => (b.Parameter.Key, b.Text)).OrderBy(b => b.Key, StringComparer.Ordinal);

    private static bool IsNumbered(TemplateParameter parameter) => parameter is { Place: TemplatePlace.Body, Name: null };

    // In whichever order they were ticked.
    private static bool AreSame(IEnumerable<string> one, IEnumerable<string> other) => one.ToHashSet(StringComparer.Ordinal).SetEquals(other);

    private static IReadOnlyList<string> Further(CampaignView campaign) => [.. campaign.FurtherNumbers.Select(n => n.PhoneNumberId)];

    private static string KeyOf(CampaignView campaign) => campaign.HasTemplate ? $"{campaign.TemplateName}/{campaign.TemplateLanguage}" : "";
}
