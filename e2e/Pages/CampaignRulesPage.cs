using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Pages;

/// <summary>The organization's rules for campaigns, on its settings page.</summary>
internal sealed class CampaignRulesPage(Visitor visitor)
{
    /// <summary>From how many people on a campaign needs a second person; empty: never.</summary>
    public async Task AskAboveAsync(string people)
    {
        await visitor.OpenAsync("/o/acme/settings");
        await visitor.Page.GetByLabel("A second person must agree from more people than").FillAsync(people);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save rules" }).ClickAsync();
        await Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
    }
}
