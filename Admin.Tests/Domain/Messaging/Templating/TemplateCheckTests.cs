using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class TemplateCheckTests
{
    [Fact]
    public void Faults_EveryPlaceBound_NoneAreFound() => Assert.Empty(TemplateCheck.Faults(TemplateSamples.RichContent, TemplateSamples.Bound()));

    [Theory]
    [InlineData("header", "", "template_parameter_missing")]
    [InlineData("header", "http://cdn.example/a.jpg", "template_media_invalid")]
    [InlineData("header", "not a file", "template_media_invalid")]
    [InlineData("body.2", "", "template_parameter_count")]
    [InlineData("body.2", "two\nlines", "template_parameter_spacing")]
    [InlineData("body.2", "five     spaces", "template_parameter_spacing")]
    [InlineData("body.2", "{{a}} and text", "template_parameter_malformed")]
    [InlineData("body.2", "{{a|five     spaces}}", "template_parameter_spacing")]
    [InlineData("button.1", "two words", "template_url_suffix_invalid")]
    [InlineData("button.1", "", "template_parameter_missing")]
    [InlineData("button.2", "SIXTEENCHARACTER", "template_parameter_over_limit")]
    [InlineData("button.2", "A-B", "template_coupon_invalid")]
    public void Faults_OnePlaceWrong_IsNamedByItsCode(string key, string text, string code)
    {
        var faults = TemplateCheck.Faults(TemplateSamples.RichContent, TemplateSamples.Bound((key, text)));

        Assert.Equal([code], faults.Select(f => f.Code));
    }

    [Theory]
    [InlineData("header", "1234567890")]
    [InlineData("header", "{{picture}}")]
    [InlineData("body.1", "{{name|friend}}")]
    [InlineData("button.1", "{{slug}}")]
    public void Faults_WhatMayStandThere_IsNone(string key, string text) =>
        Assert.Empty(TemplateCheck.Faults(TemplateSamples.RichContent, TemplateSamples.Bound((key, text))));

    [Fact]
    public void Faults_NamedPlaces_AreMissedAndUnknownByName()
    {
        var content = TemplateSamples.NamedContent;
        TemplateBinding[] bound =
        [
            new(content.Parameters[0], "42"),
            new(content.Parameters[1], "Ana"),
            new(new TemplateParameter(TemplatePlace.Body, ParameterKind.Text, 2, "surname"), "Lima"),
        ];

        var faults = TemplateCheck.Faults(content, bound);

        Assert.Equal([("template_parameter_missing", "body.order"), ("template_parameter_unknown", "body.surname")], faults.Select(f => (f.Code, (string)f.Args[0].Value)));
    }

    [Fact]
    public void Faults_HeaderTextOverSixtyCharacters_IsTooLong()
    {
        var content = TemplateSamples.NamedContent;
        var bound = content.Parameters.Select(p => new TemplateBinding(p, p.Place == TemplatePlace.Header ? new string('x', 61) : "x")).ToList();

        Assert.Equal(["template_parameter_over_limit"], TemplateCheck.Faults(content, bound).Select(f => f.Code));
    }

    [Fact]
    public void Faults_BodyOverItsLimitWithTheValues_IsTooLong()
    {
        var content = TemplateContent.OfBody(new string('b', 600) + "{{1}}");

        Assert.Equal(["template_body_too_long"], TemplateCheck.Faults(content, TemplateBinding.Body([new string('x', 500)])).Select(f => f.Code));
    }

    [Fact]
    public void Faults_APartThatIsNotKnown_RefusesTheTemplate()
    {
        var content = TemplateParser.Parse(null, """[{"type":"BODY","text":"x"},{"type":"CAROUSEL"}]""");

        Assert.Equal(["template_component_unsupported"], TemplateCheck.Faults(content, []).Select(f => f.Code));
    }

    [Fact]
    public void Faults_AnotherKindThanThePlaceTakes_IsSaid()
    {
        TemplateBinding[] bound = [new(new TemplateParameter(TemplatePlace.Header, ParameterKind.Video, 1), "https://cdn.example/a.mp4"), .. TemplateSamples.Bound().Skip(1)];

        Assert.Equal(["template_parameter_kind"], TemplateCheck.Faults(TemplateSamples.RichContent, bound).Select(f => f.Code));
    }
}
