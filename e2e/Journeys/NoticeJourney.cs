using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>What one person does, another learns of without a reload, reads, and follows.</summary>
[Collection(Stage.Name)]
public sealed class NoticeJourney(Stage stage)
{
    private const string Why = "Ticket 5120, a secret that does not work";

    [Fact]
    public async Task SuperAdmin_EntersAnOrganization_ItsAdminsBellCountsItAndLeadsToTheAudit()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var super = await stage.EnterAsync(People.Super);
        await admin.OpenAsync("/o/acme/notices");
        await admin.LoadedAsync();
        var bell = admin.Page.GetByTestId("bell");
        // The demo's own secret that expires soon was told at the start.
        await Expect(admin.Page.GetByTestId("notices")).ToContainTextAsync("SHIPPING_API_KEY");
        await ReadAllAsync(admin);
        await Expect(bell).ToHaveAccessibleNameAsync("Notices, none unread");

        await super.OpenAsync("/platform/organizations");
        await super.Page.GetByRole(AriaRole.Row, new() { Name = "Acme" }).GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        var dialog = super.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(Why);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Expect(super.Page.GetByTestId("visit")).ToBeVisibleAsync();
        // Notices are the organization's own people's.
        await Expect(super.Page.GetByTestId("bell")).ToHaveCountAsync(0);

        await Expect(bell).ToHaveAccessibleNameAsync("Notices, 1 unread");
        await Expect(admin.Page.GetByTestId("notices").GetByText(Why)).ToBeVisibleAsync();
        await bell.ClickAsync();
        var menu = admin.Page.GetByTestId("notices-menu");
        await Expect(menu.GetByText(Why)).ToBeVisibleAsync();
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("notices-menu");
        await menu.GetByRole(AriaRole.Link).Filter(new() { HasText = Why }).ClickAsync();

        await Expect(admin.Page.GetByRole(AriaRole.Cell, new() { Name = "organization.entered" }).First).ToBeVisibleAsync();
        await Expect(bell).ToHaveAccessibleNameAsync("Notices, none unread");
        await super.Page.GetByTestId("leave").ClickAsync();
        admin.AssertCalm();
        super.AssertCalm();
    }

    [Fact]
    public async Task Admin_ChoosesWhatIsMailed_ItIsKept()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await admin.OpenAsync("/o/acme/notices");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Notices by mail" }).First.ClickAsync();
        var choice = admin.Page.GetByLabel("Overdue rotations");
        await Expect(choice).Not.ToBeCheckedAsync();

        await choice.CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(admin.Page.GetByText("Saved")).ToBeVisibleAsync();
        await admin.OpenAsync("/o/acme/notices/mail");

        await Expect(choice).ToBeCheckedAsync();
        await admin.CheckAccessibleAsync();
        admin.AssertCalm();
    }

    private static async Task ReadAllAsync(Visitor admin)
    {
        var button = admin.Page.GetByTestId("mark-all-read");
        if (await button.IsEnabledAsync())
            await button.ClickAsync();
        await Expect(button).ToBeDisabledAsync();
    }
}
