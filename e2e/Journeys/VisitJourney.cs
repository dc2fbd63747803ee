using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>A super admin goes into an organization, whose admins are told; and reads the platform's own audit.</summary>
[Collection(Stage.Name)]
public sealed class VisitJourney(Stage stage)
{
    private const string Why = "Ticket 4711, the numbers do not add up";

    [Fact]
    public async Task SuperAdmin_EntersAndLeaves_TheOrganizationsAdminsSeeIt()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var super = await stage.EnterAsync(People.Super);
        await admin.OpenAsync("/o/acme/people");
        await super.OpenAsync("/platform/organizations");

        await super.Page.GetByRole(AriaRole.Row, new() { Name = "Acme" }).GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        var dialog = super.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(Why);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Expect(super.Page.GetByTestId("visit")).ToBeVisibleAsync();
        await Expect(super.Page.GetByTestId("visitor")).ToHaveCountAsync(0);

        // By itself, on whichever page the admin has open.
        var banner = admin.Page.GetByTestId("visitor");
        await Expect(banner).ToContainTextAsync(Why);
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("visitor");
        await banner.GetByRole(AriaRole.Link, new() { Name = "See the audit" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Cell, new() { Name = "organization.entered" }).First).ToBeVisibleAsync();

        await super.Page.GetByTestId("leave").ClickAsync();
        await Expect(banner).ToHaveCountAsync(0);
        await admin.OpenAsync("/o/acme");
        await Expect(admin.Page.GetByTestId("visitors")).ToContainTextAsync(Why);
        await admin.LoadedAsync();
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("visitors");
        admin.AssertCalm();
        super.AssertCalm();
    }

    [Fact]
    public async Task SuperAdmin_OpensThePlatformsAudit_ReadsFiltersAndVerifiesIt()
    {
        await using var super = await stage.EnterAsync(People.Super);
        var page = super.Page;
        await super.OpenAsync("/platform/organizations");

        await page.GetByRole(AriaRole.Link, new() { Name = "Platform audit" }).ClickAsync();
        await page.GetByLabel("Act", new() { Exact = true }).FillAsync("session.opened");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{stage.App.Address}platform/audit?action=session.opened");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "session.opened" }).First).ToBeVisibleAsync();
        await page.GetByTestId("verify").ClickAsync();
        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("Intact");
        await super.CheckAccessibleAsync();
        await super.ShootAsync("platform-audit");

        var export = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        Assert.Contains("session.opened", await File.ReadAllTextAsync(await export.PathAsync().InTimeAsync()), StringComparison.Ordinal);
        super.AssertCalm();
    }
}
