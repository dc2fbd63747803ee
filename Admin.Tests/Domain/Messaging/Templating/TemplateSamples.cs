using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

/// <summary>Templates as WhatsApp lists them.</summary>
internal static class TemplateSamples
{
    public const string Rich = """
        [
          {"type":"HEADER","format":"IMAGE","example":{"header_handle":["https://scontent.example/x"]}},
          {"type":"BODY","text":"Hello {{1}}, *{{2}}* is off."},
          {"type":"FOOTER","text":"Reply STOP"},
          {"type":"BUTTONS","buttons":[
            {"type":"QUICK_REPLY","text":"Stop"},
            {"type":"URL","text":"Offers","url":"https://shop.example/{{1}}"},
            {"type":"COPY_CODE","example":"FLOWER10"},
            {"type":"PHONE_NUMBER","text":"Call","phone_number":"+551130000000"}]}
        ]
        """;

    public const string Named = """[{"type":"HEADER","format":"TEXT","text":"Order {{order}}"},{"type":"BODY","text":"Hi {{first_name}}, {{order}} leaves, {{first_name}}."}]""";

    public static TemplateContent RichContent => TemplateParser.Parse("POSITIONAL", Rich);

    public static TemplateContent NamedContent => TemplateParser.Parse("NAMED", Named);

    /// <summary>The body as a line of text, holes with their braces.</summary>
    public static string BodyOf(TemplatePreview preview) => string.Concat(preview.Body.Select(r => r.IsHole ? $"{{{{{r.Text}}}}}" : r.Text));

    /// <summary>Everything that <see cref="Rich"/> needs, some of it as said.</summary>
    public static IReadOnlyList<TemplateBinding> Bound(params (string Key, string Text)[] changes)
    {
        var texts = new Dictionary<string, string> { ["header"] = "https://cdn.example/a.jpg", ["body.1"] = "{{name}}", ["body.2"] = "Shoes", ["button.1"] = "shoes", ["button.2"] = "FLOWER10" };
        foreach (var (key, text) in changes)
            texts[key] = text;
        return [.. RichContent.Parameters.Where(p => texts[p.Key].Length > 0).Select(p => new TemplateBinding(p, texts[p.Key]))];
    }
}
