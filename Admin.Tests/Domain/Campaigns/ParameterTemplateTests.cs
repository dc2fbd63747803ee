using Admin.Domain.Campaigns;

namespace Admin.Tests.Domain.Campaigns;

public sealed class ParameterTemplateTests
{
    [Theory]
    [InlineData("text", "text", null, null)]
    [InlineData("{{Name}}", null, "name", null)]
    [InlineData(" {{ first name }} ", null, "first name", null)]
    [InlineData("{{name|dear friend}}", null, "name", "dear friend")]
    [InlineData("{{ name | dear friend }}", null, "name", "dear friend")]
    [InlineData("{{name|}}", null, "name", null)]
    public void Parse_TextOrColumn_IsToldApart(string text, string? constant, string? column, string? fallback) =>
        Assert.Equal(new ParameterTemplate(constant, column, fallback), ParameterTemplate.Parse(text));

    [Theory]
    [InlineData("{{name|friend}}", """{"name":"Ana"}""", "Ana")]
    [InlineData("{{name|friend}}", """{"name":" "}""", "friend")]
    [InlineData("{{name|friend}}", "{}", "friend")]
    [InlineData("{{name}}", "{}", null)]
    public void Fill_WhoLacksTheColumn_GetsWhatStandsIn(string text, string fields, string? expected) =>
        Assert.Equal(expected is null ? null : [expected], ParameterTemplate.Fill([ParameterTemplate.Parse(text)], fields));

    [Theory]
    [InlineData("")]
    [InlineData("{{a}} and {{b}}")]
    [InlineData("{{a|{{b}}}}")]
    public void FaultOf_TextMixedWithColumns_IsMalformed(string text) => Assert.Equal("template_parameter_malformed", ParameterTemplate.FaultOf("1", text)!.Code);
}
