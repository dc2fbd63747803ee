using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class TemplateParserTests
{
    [Fact]
    public void Parse_EveryComponent_IsReadAndItsPlacesFound()
    {
        var content = TemplateSamples.RichContent;

        Assert.Equal(TemplateHeaderKind.Image, content.Header!.Kind);
        Assert.Equal("Reply STOP", content.Footer);
        Assert.Equal([TemplateButtonKind.QuickReply, TemplateButtonKind.Url, TemplateButtonKind.CopyCode, TemplateButtonKind.PhoneNumber], content.Buttons.Select(b => b.Kind));
        Assert.Equal(["header", "body.1", "body.2", "button.1", "button.2"], content.Parameters.Select(p => p.Key));
        Assert.Empty(content.Unsupported);
    }

    [Fact]
    public void Parse_NamedPlaces_CountOncePerName()
    {
        var content = TemplateSamples.NamedContent;

        Assert.Equal(["header", "body.first_name", "body.order"], content.Parameters.Select(p => p.Key));
        Assert.Equal("order", content.Parameters[0].Name);
    }

    [Theory]
    [InlineData("""[{"type":"BODY","text":"x"},{"type":"CAROUSEL","cards":[]}]""", "CAROUSEL")]
    [InlineData("""[{"type":"HEADER","format":"LOCATION"},{"type":"BODY","text":"x"}]""", "HEADER LOCATION")]
    [InlineData("""[{"type":"BODY","text":"x"},{"type":"BUTTONS","buttons":[{"type":"FLOW","text":"Go"}]}]""", "BUTTON FLOW")]
    [InlineData("""[{"type":"BODY","text":"x"},{"nothing":1}]""", "UNKNOWN")]
    public void Parse_WhatIsNotKnown_IsKeptByItsName(string components, string name) =>
        Assert.Equal([name], TemplateParser.Parse("POSITIONAL", components).Unsupported);

    [Theory]
    [InlineData(null, "Hi {{1}}", TemplateFormat.Positional)]
    [InlineData(null, "Hi {{name}}", TemplateFormat.Named)]
    [InlineData("NAMED", "Hi", TemplateFormat.Named)]
    public void Parse_Format_IsToldOrSeen(string? format, string body, TemplateFormat expected) =>
        Assert.Equal(expected, TemplateParser.Parse(format, $$"""[{"type":"BODY","text":"{{body}}"}]""").Format);

    [Fact]
    public void Parse_OneTimePassword_TakesItsCodeTwice()
    {
        var content = TemplateParser.Parse("POSITIONAL", """[{"type":"BODY","text":"*{{1}}* is your code."},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy"}]}]""");

        Assert.Equal(["body.1", "button.0"], content.Parameters.Select(p => p.Key));
    }

    [Theory]
    [InlineData("APPROVED", TemplateStatus.Approved)]
    [InlineData("IN_APPEAL", TemplateStatus.Pending)]
    [InlineData("PENDING_DELETION", TemplateStatus.Disabled)]
    [InlineData("SOMETHING_NEW", null)]
    public void Status_InWhatsAppsWords_IsOurs(string word, TemplateStatus? expected) => Assert.Equal(expected, TemplateParser.Status(word));
}
