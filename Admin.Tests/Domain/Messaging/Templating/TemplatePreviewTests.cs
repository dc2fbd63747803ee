using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class TemplatePreviewTests
{
    [Fact]
    public void Render_WithValues_FillsEveryPart()
    {
        var preview = TemplatePreview.Render(TemplateSamples.RichContent, new Dictionary<string, string> { ["header"] = "77777", ["body.1"] = "Ana", ["body.2"] = "shoes", ["button.1"] = "summer", ["button.2"] = "FLOWER10" });

        Assert.Equal((ParameterKind.Image, "77777"), (preview.Media, preview.MediaText));
        Assert.Equal("Hello Ana, shoes is off.", preview.PlainBody);
        Assert.True(preview.Body.Single(r => r.Text == "shoes").Bold);
        Assert.Equal([null, "https://shop.example/summer", "FLOWER10", "+551130000000"], preview.Buttons.Select(b => b.Target));
    }

    [Fact]
    public void Render_WithoutValues_ShowsWhatIsMissing()
    {
        var preview = TemplatePreview.Render(TemplateSamples.NamedContent, new Dictionary<string, string>());

        Assert.Equal("Hi {{first_name}}, {{order}} leaves, {{first_name}}.", preview.PlainBody);
        Assert.Equal("order", Assert.Single(preview.Header, r => r.IsHole).Text);
    }

    [Fact]
    public void Render_AValueThatLooksLikeAPlace_IsNotFilledAgain()
    {
        var preview = TemplatePreview.Render(TemplateContent.OfBody("{{1}} {{2}}"), new Dictionary<string, string> { ["body.1"] = "{{2}}", ["body.2"] = "b" });

        Assert.Equal("{{2}} b", preview.PlainBody);
    }
}
