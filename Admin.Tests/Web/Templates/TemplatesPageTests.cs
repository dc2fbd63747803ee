using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Templates;
using Bunit;
using TemplateService = Admin.Domain.Messaging.Templates;

namespace Admin.Tests.Web.Templates;

public sealed class TemplatesPageTests : WorldPages
{
    private protected override string Address => "/o/acme/templates";

    private protected override void Equip()
    {
        base.Equip();
        Use<TemplateService>();
        Use<TemplateSync>();
        Use<TestSends>();
        Use<SampleContacts>();
        Use<CampaignEditor>();
        World.Management.Listed.Add(new ListedTemplate("1", "promo", "pt_BR", "MARKETING", "APPROVED", "POSITIONAL", "GREEN", null, TemplateSamples.Rich));
    }

    [Fact]
    public void List_Opened_ShowsTheTemplatesAndThatNoneWasSynchronised()
    {
        var page = Show();

        Assert.Contains("order_update", page.WaitForElement("tbody", Patience).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-synchronized]"));
    }

    [Fact]
    public void Synchronize_Pressed_BringsTheNewOneAndSaysWhatItDid()
    {
        var page = Show();
        page.WaitForElement("[data-testid=synchronize]", Patience).Click();

        page.WaitForElement("[data-report]", Patience);
        page.WaitForAssertion(() => Assert.Contains("promo", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Synchronize_WhatsAppAway_SaysSoInThePage()
    {
        World.Management.IsAway = true;
        var page = Show();
        page.WaitForElement("[data-testid=synchronize]", Patience).Click();

        page.WaitForAssertion(() => Assert.Contains("templates_away", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void List_ForWhoOnlyReads_HasNothingToPress()
    {
        SignIn(Acme.Manager);
        var page = Show(Role.Manager);

        page.WaitForElement("tbody", Patience);
        Assert.Empty(page.FindAll("[data-testid=synchronize]"));
    }

    [Fact]
    public void List_NothingMatches_OffersToClearTheFilter()
    {
        GoTo("/o/acme/templates?q=nothing-like-it");
        var page = Show();

        page.WaitForElement(".empty a.button", Patience);
    }

    [Fact]
    public void Template_ValuesTyped_FillThePreview()
    {
        var page = ShowTemplate();
        page.WaitForElement("#parameter-0", Patience).Input("Ana");

        Assert.Equal("Hello Ana, {{2}}", page.Find("[data-body]").TextContent);
    }

    [Fact]
    public void Template_TestSent_ShowsWhatsAppsAnswer()
    {
        var page = ShowTemplate();
        page.WaitForElement("#parameter-0", Patience).Input("Ana");
        page.Find("#parameter-1").Input("42");
        page.Find("#test-phone").Change("+5511987654321");
        page.Find("[data-testid=test-send] form").Submit();

        page.WaitForElement("[data-outcome=accepted]", Patience);
        Assert.Equal("5511987654321", Assert.Single(World.WhatsApp.Sent).To);
    }

    [Fact]
    public void Template_ForWhoOnlyReads_ShowsPlacesAndPreviewWithoutFields()
    {
        SignIn(Acme.Manager);
        var page = ShowTemplate(Role.Manager);

        page.WaitForElement("[data-body]", Patience);
        Assert.Empty(page.FindAll("input"));
        Assert.Equal(2, page.FindAll("ul.plain li").Count);
    }

    [Fact]
    public void Template_OfAnotherOrganization_IsNotFound()
    {
        var page = ShowTemplate(id: World.Globex.Template.Id.Value);

        page.WaitForAssertion(() => Assert.Contains("template_not_found", page.Markup, StringComparison.Ordinal), Patience);
    }

    private IRenderedComponent<TemplatesPage> Show(Role role = Role.OrgAdmin) =>
        Render<TemplatesPage>(p => p.AddCascadingValue(Page(role)).Add(x => x.Organization, "acme"));

    private IRenderedComponent<TemplatePage> ShowTemplate(Role role = Role.OrgAdmin, Guid? id = null) =>
        Render<TemplatePage>(p => p.AddCascadingValue(Page(role)).Add(x => x.Organization, "acme").Add(x => x.Id, id ?? Acme.Template.Id.Value));
}
