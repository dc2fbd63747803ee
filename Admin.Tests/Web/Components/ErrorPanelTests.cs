using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Bunit;

namespace Admin.Tests.Web.Components;

public sealed class ErrorPanelTests : ComponentContext
{
    [Fact]
    public void ErrorPanel_NoError_ShowsNothing() =>
        Assert.Empty(Render<ErrorPanel>(p => p.Add(e => e.Error, null)).Markup.Trim());

    [Fact]
    public void ErrorPanel_SeveralFaults_SaysEachWithCodeAndReference()
    {
        var error = Error.Join([Error.Invalid("x_one", "First fault.", "a"), Error.Invalid("x_two", "Second fault.", "b")]);

        var panel = Render<ErrorPanel>(p => p.Add(e => e.Error, error).Add(e => e.Reference, "abc123"));

        Assert.Contains("First fault.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("Second fault.", panel.Find("li").TextContent);
        Assert.Contains("x_one", panel.Find(".ref").TextContent, StringComparison.Ordinal);
        Assert.Contains("abc123", panel.Find(".ref").TextContent, StringComparison.Ordinal);
    }
}
