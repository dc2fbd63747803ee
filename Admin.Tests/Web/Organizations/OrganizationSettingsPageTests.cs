using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Organizations;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Organizations;

/// <summary>An organization's own settings; above all the answers that opt a person out.</summary>
public sealed class OrganizationSettingsPageTests : WorldPages
{
    private const string Keywords = "#opt-out-keywords";

    private protected override string Address => "/o/acme/settings";

    private protected override void Equip()
    {
        base.Equip();
        Use<OrganizationsService>();
        Use<CampaignRuleBook>();
        Use<PriceList>();
    }

    [Fact]
    public void Keywords_NeverChanged_AreTheUsualOnesOneALine() =>
        Assert.Equal("SAIR\nPARAR\nCANCELAR\nSTOP", Open().Find(Keywords).GetAttribute("value"));

    [Fact]
    public async Task Keywords_GivenInLinesAndCommas_AreKeptAndShownAsKept()
    {
        var page = Open();

        await page.Find(Keywords).ChangeAsync(new ChangeEventArgs { Value = "Sair, Chega\n\nNão quero mais" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("Sair\nChega\nNão quero mais", page.Find(Keywords).GetAttribute("value")), Patience);
        Assert.Equal(["Sair", "Chega", "Não quero mais"], (await OwnAsync()).OptOutKeywords);
    }

    [Fact]
    public async Task Keywords_NoneLeft_AreRefusedAtTheField()
    {
        var page = Open();

        await page.Find(Keywords).ChangeAsync(new ChangeEventArgs { Value = " \n, !!! " });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find(Keywords).GetAttribute("aria-invalid")), Patience);
        Assert.Contains("opt_out_keywords_invalid", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(OptOutWords.Default.Words, (await OwnAsync()).OptOutKeywords);
    }

    [Fact]
    public async Task Settings_ChangedBySomebodyMeanwhile_AreNotOverwritten()
    {
        var page = Open();
        await World.Get<OrganizationsService>().ChangeOwnAsync(Acme.Admin, new OrganizationChange(OptOutKeywords: ["BASTA"]), (await OwnAsync()).Stamp, Ct);

        await page.Find(Keywords).ChangeAsync(new ChangeEventArgs { Value = "SAIR" });
        await page.Find("form").SubmitAsync();

        page.WaitForElement("[role=alert]", Patience);
        Assert.Equal(["BASTA"], (await OwnAsync()).OptOutKeywords);
    }

    [Fact]
    public void Settings_ForAManager_AreRefused()
    {
        SignIn(Acme.Manager);

        var page = Render<OrganizationSettingsPage>(p => p.Add(s => s.Organization, "acme"));

        page.WaitForAssertion(() => Assert.Contains("forbidden", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("form"));
    }

    private IRenderedComponent<OrganizationSettingsPage> Open()
    {
        var page = Render<OrganizationSettingsPage>(p => p.Add(s => s.Organization, "acme"));
        page.WaitForElement(Keywords, Patience);
        return page;
    }

    private async Task<OrganizationView> OwnAsync() => (await World.Get<OrganizationsService>().GetOwnAsync(Acme.Admin, Ct)).Value;
}
