using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class WhatsAppTextTests
{
    [Theory]
    [InlineData("plain", "plain:")]
    [InlineData("a *bold* b", "a :|bold:b| b:")]
    [InlineData("_it_ ~no~", "it:i| :|no:s")]
    [InlineData("*bold _both_*", "bold :b|both:bi")]
    [InlineData("```a *b*```", "a *b*:m")]
    [InlineData("2*3*4", "2*3*4:")]
    [InlineData("* not *", "* not *:")]
    [InlineData("*open", "*open:")]
    [InlineData("snake_case_name", "snake_case_name:")]
    [InlineData("*two\nlines*", "*two\nlines*:")]
    [InlineData("**", "**:")]
    public void Parse_Marks_CountAtAWordsEdgeOnly(string text, string expected)
    {
        var runs = WhatsAppText.Parse(text).Select(r => $"{r.Text}:{(r.Bold ? "b" : "")}{(r.Italic ? "i" : "")}{(r.Strike ? "s" : "")}{(r.Mono ? "m" : "")}");

        Assert.Equal(expected, string.Join('|', runs));
    }
}
