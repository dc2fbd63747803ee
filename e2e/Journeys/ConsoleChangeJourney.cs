using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>Data is changed only by who may, only after a look, and only as often as was confirmed.</summary>
[Collection(Stage.Name)]
public sealed class ConsoleChangeJourney(Stage stage)
{
    [Fact]
    public async Task Support_AsksForWriting_ChangesAfterAPreview_UntilItIsTakenBack()
    {
        await Stock.MakeAsync(stage, "Stock", new { mode = "write", environment = "production" });
        await using var support = await stage.EnterAsync(People.Support);
        await using var admin = await stage.EnterAsync(People.Admin);
        var console = new ConsolePage(support);

        await console.OpenAsync("Stock");
        await AskAsync(support);
        await DecideAsync(admin);
        await support.Page.ReloadAsync();
        await PreviewAsync(support, console);
        await ConfirmAsync(support, console);

        await TakeBackAsync(admin);
        await support.Page.ReloadAsync();
        await Expect(support.Page.GetByRole(AriaRole.Button, new() { Name = "Ask for write access" })).ToBeVisibleAsync();
        await Expect(console.Change).ToHaveCountAsync(0);
        support.AssertCalm();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_ForgetsTheCondition_IsRefusedAndNothingIsGone()
    {
        await Stock.MakeAsync(stage, "Shelf", new { mode = "write" });
        await using var admin = await stage.EnterAsync(People.Admin);
        var console = new ConsolePage(admin);

        await console.OpenAsync("Shelf");
        await console.Change.CheckAsync();
        await console.RunAsync("delete from products");

        await Expect(console.Refusal).ToHaveAttributeAsync("data-code", "where_missing");

        await console.RunAsync("delete from products where id > 3");

        await Expect(console.Outcome).ToContainTextAsync("This would change 2 rows. Nothing is written yet.");
        await console.Outcome.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await console.RunAsync("select count(*) as n from products");
        await Expect(console.Rows.First).ToContainTextAsync("5");
        admin.AssertCalm();
    }

    private static async Task AskAsync(Visitor support)
    {
        await support.Page.GetByRole(AriaRole.Button, new() { Name = "Ask for write access" }).ClickAsync();
        var dialog = support.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("Prices of ticket 4711 are wrong.");
        await support.CheckAccessibleAsync();
        await dialog.Locator("[data-action=ask]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    private static async Task DecideAsync(Visitor admin)
    {
        await admin.OpenAsync("/o/acme/data-sources/access");
        var request = admin.Page.GetByRole(AriaRole.Region, new() { Name = "Asked for" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "ticket 4711" });
        await Expect(request).ToContainTextAsync("Stock");
        await admin.CheckAccessibleAsync();
        await request.Locator("[data-action=approve]").ClickAsync();
        await Expect(request).ToHaveCountAsync(0);
    }

    private static async Task PreviewAsync(Visitor support, ConsolePage console)
    {
        await console.Change.CheckAsync();
        await console.RunAsync("update products set price = price + 1 where id <= 2");

        await Expect(console.Outcome).ToContainTextAsync("This would change 2 rows. Nothing is written yet.");
        await Expect(console.Outcome.Locator("del").First).ToHaveTextAsync("1000");
        await Expect(console.Outcome.Locator("ins").First).ToHaveTextAsync("1001");
        await support.CheckAccessibleAsync();
        await support.ShootAsync("console-preview");
    }

    private static async Task ConfirmAsync(Visitor support, ConsolePage console)
    {
        var make = console.Outcome.GetByRole(AriaRole.Button, new() { Name = "Make the change" });
        await console.Outcome.GetByLabel("Type 2").FillAsync("3");
        await Expect(make).ToBeDisabledAsync();
        await console.Outcome.GetByLabel("Type 2").FillAsync("2");
        await Expect(make).ToBeDisabledAsync();
        await console.Outcome.GetByLabel("Why").FillAsync("Ticket 4711");
        await make.ClickAsync();

        await Expect(console.Outcome).ToContainTextAsync("2 rows were changed.");
        await Expect(console.Change).Not.ToBeCheckedAsync();
        await console.RunAsync("select price from products where id = 1");
        await Expect(console.Rows.First).ToContainTextAsync("1001");
    }

    private static async Task TakeBackAsync(Visitor admin)
    {
        await admin.Page.ReloadAsync();
        await admin.LoadedAsync();
        var grant = admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Stock" });
        await grant.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Expect(grant).ToHaveCountAsync(0);
    }
}
