using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;

namespace Admin.Web.Features.Templates;

/// <summary>What a person has written into the places of one template so far.</summary>
public sealed class TemplateValues
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <param name="first">What the first place of the body begins with, such as a column that every list has.</param>
    public TemplateValues(TemplateContent content, string first = "")
    {
        Content = content;
        if (first.Length > 0 && content.Parameters.FirstOrDefault(p => p.Place == TemplatePlace.Body) is { } parameter)
            _texts[parameter.Key] = first;
    }

    public TemplateContent Content { get; }

    /// <summary>Fields of the contact that the preview is for, by their lower-case names; null while it is for nobody.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; set; }

    /// <summary>The text of a place, by its key.</summary>
    public string this[string key]
    {
        get => _texts.GetValueOrDefault(key, "");
        set => _texts[key] = value;
    }

    /// <summary>What is written, without the places that are empty.</summary>
    public IReadOnlyList<TemplateBinding> Bindings => [.. Content.Parameters.Where(p => this[p.Key].Length > 0).Select(p => new TemplateBinding(p, this[p.Key]))];

    /// <summary>The message with what is written, for the contact where there is one.</summary>
    public TemplatePreview Preview => TemplatePreview.Render(Content, Content.Parameters.ToDictionary(p => p.Key, p => Shown(this[p.Key]), StringComparer.Ordinal));

    /// <summary>Columns that the contact has no value for and nothing stands in for.</summary>
    public IReadOnlyList<string> Lacking => Fields is not { } fields ? [] :
        [.. Bindings.Select(b => ParameterTemplate.Parse(b.Text)).Where(p => p.Fill(fields) is null).Select(p => p.Column!).Distinct(StringComparer.Ordinal)];

    private string Shown(string text) => Fields is { } fields && text.Length > 0 ? ParameterTemplate.Parse(text).Fill(fields) ?? text : text;
}
