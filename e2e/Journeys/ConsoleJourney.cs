using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class ConsoleJourney(Stage stage)
{
    [Fact]
    public async Task Support_RunsAQuery_SeesRowsAndTime()
    {
        await using var support = await stage.EnterAsync(People.Support);
        var console = new ConsolePage(support);

        await console.OpenAsync("Sample shop");
        await console.RunAsync("select id, name, price_cents from products order by id");

        await Expect(console.Rows).ToHaveCountAsync(8);
        await Expect(console.Rows.First).ToContainTextAsync("Coffee 500 g");
        await Expect(console.Status).ToContainTextAsync("8 rows");
        await Expect(console.Status.GetByText(new System.Text.RegularExpressions.Regex(@"^[\d.,]+ ms$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))).ToBeVisibleAsync();
        await support.CheckAccessibleAsync();
        support.AssertCalm();
    }

    [Fact]
    public async Task Support_DropsATable_IsRefusedAndTheTableStays()
    {
        await using var support = await stage.EnterAsync(People.Support);
        var console = new ConsolePage(support);

        await console.OpenAsync("Sample shop");
        await console.RunAsync("drop table orders");

        await Expect(console.Refusal).ToContainTextAsync("Nothing reached the database.");
        Assert.False(string.IsNullOrEmpty(await console.Refusal.GetAttributeAsync("data-code")));
        await Expect(console.Refusal.Locator(".refusal-words")).Not.ToBeEmptyAsync();
        await support.CheckAccessibleAsync();

        await console.RunAsync("select count(*) as n from orders");

        await Expect(console.Rows.First).ToContainTextAsync("5000");
        support.AssertCalm();
    }

    [Fact]
    public async Task Support_AsksForSecrets_HasNoWayInAndIsToldWhy()
    {
        await using var support = await stage.EnterAsync(People.Support);

        await support.OpenAsync("/o/acme");
        await support.LoadedAsync();
        var navigation = support.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main navigation" });
        await Expect(navigation.GetByRole(AriaRole.Link, new() { Name = "SQL console" })).ToBeVisibleAsync();
        await Expect(navigation.GetByRole(AriaRole.Link, new() { Name = "Secrets" })).ToHaveCountAsync(0);

        await support.OpenAsync("/o/acme/secrets");

        await Expect(support.Page.GetByText("Your role does not allow this")).ToBeVisibleAsync();
        await Expect(support.Page.GetByText("WHATSAPP_TOKEN")).ToHaveCountAsync(0);
        support.AssertCalm();
    }
}
