using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Layout;

public sealed class PageBoundaryTests : ComponentContext
{
    [Fact]
    public void Boundary_FailingPage_ShowsAReferenceAndRecovers()
    {
        var fails = true;
        RenderFragment page = builder =>
        {
            if (fails)
                throw new InvalidOperationException("inner words");
            builder.AddMarkupContent(0, "<p>fine</p>");
        };

        var boundary = Render<PageBoundary>(p => p.Add(b => b.ChildContent, page));
        Assert.NotEmpty(boundary.Find("code").TextContent);
        Assert.DoesNotContain("inner words", boundary.Markup, StringComparison.Ordinal);
        fails = false;
        boundary.Find("button.button").Click();

        Assert.Equal("fine", boundary.Find("p").TextContent);
    }
}
