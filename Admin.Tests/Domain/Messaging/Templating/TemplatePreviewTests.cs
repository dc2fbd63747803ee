using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class TemplatePreviewTests
{
    [Fact]
    public void Render_WithValues_FillsEveryPart()
    {
        var preview = TemplatePreview.Render(TemplateSamples.RichContent, new Dictionary<string, string> { ["header"] = "77777", ["body.1"] = "Ana", ["body.2"] = "shoes", ["button.1"] = "summer", ["button.2"] = "FLOWER10" });

        Assert.Equal((ParameterKind.Image, "77777"), (preview.Media, preview.MediaText));
        Assert.Equal("Hello Ana, shoes is off.", TemplateSamples.BodyOf(preview));
        Assert.True(preview.Body.Single(r => r.Text == "shoes").Bold);
        Assert.Equal([null, "https://shop.example/summer", "FLOWER10", "+551130000000"], preview.Buttons.Select(b => b.Target));
    }

    [Fact]
    public void Render_WithoutValues_ShowsWhatIsMissing()
    {
        var preview = TemplatePreview.Render(TemplateSamples.NamedContent, new Dictionary<string, string>());

        Assert.Equal("Hi {{first_name}}, {{order}} leaves, {{first_name}}.", TemplateSamples.BodyOf(preview));
        Assert.Equal("order", Assert.Single(preview.Header, r => r.IsHole).Text);
    }

    [Fact]
    public void Render_AValueThatLooksLikeAPlace_IsNotFilledAgain()
    {
        var preview = TemplatePreview.Render(TemplateContent.OfBody("{{1}} {{2}}"), new Dictionary<string, string> { ["body.1"] = "{{2}}", ["body.2"] = "b" });

        Assert.Equal("{{2}} b", TemplateSamples.BodyOf(preview));
    }

    [Fact]
    public void Render_ANameWithUnderscores_IsNotReadAsMarks()
    {
        var preview = TemplatePreview.Render(TemplateContent.OfBody("Hi {{_first_}} and {{_last_}}"), new Dictionary<string, string>());

        Assert.Equal("Hi {{_first_}} and {{_last_}}", TemplateSamples.BodyOf(preview));
        Assert.DoesNotContain(preview.Body, r => r.Italic);
    }

    [Fact]
    public void Render_AValueOfPrivateCharacters_IsNoHole() =>
        Assert.DoesNotContain(TemplatePreview.Render(TemplateContent.OfBody("{{1}}"), new Dictionary<string, string> { ["body.1"] = "\uE000\uE1FF\uE001" }).Body, r => r.IsHole);
}
