using Admin.Domain.Messaging.Templating;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Templates;
using Bunit;

namespace Admin.Tests.Web.Templates;

public sealed class PhonePreviewTests : ComponentContext
{
    [Fact]
    public void Preview_EveryPart_StandsWhereAPhoneShowsIt()
    {
        var preview = TemplatePreview.Render(TemplateSamples.RichContent, new Dictionary<string, string> { ["body.1"] = "Ana" });

        var shown = Render<PhonePreview>(p => p.Add(x => x.Preview, preview).Add(x => x.Sender, "Shop").Add(x => x.MediaName, "flower.jpg"));

        Assert.Contains("flower.jpg", shown.Find("[data-media=image]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Hello Ana, {{2}} is off.", shown.Find("[data-body]").TextContent);
        Assert.Contains("b", shown.Find(".hole").ClassList);
        Assert.Equal("Reply STOP", shown.Find(".bubble-foot").TextContent);
        Assert.Equal(["QUICK_REPLY", "URL", "COPY_CODE", "PHONE_NUMBER"], shown.FindAll("[data-button]").Select(b => b.GetAttribute("data-button")));
    }

    [Fact]
    public void Preview_WhatSomebodyWrote_IsTextAndNoMarkup()
    {
        var preview = TemplatePreview.Render(TemplateContent.OfBody("{{1}}"), new Dictionary<string, string> { ["body.1"] = "<b>x</b>" });

        var shown = Render<PhonePreview>(p => p.Add(x => x.Preview, preview));

        Assert.Equal("<b>x</b>", shown.Find("[data-body]").TextContent);
    }
}
