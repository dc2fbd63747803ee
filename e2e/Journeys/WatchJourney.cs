using System.Globalization;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>What people do while they watch: try the failed again, decide over the unknown, put the numbers on a wall.</summary>
[Collection(Stage.Name)]
public sealed class WatchJourney(Stage stage)
{
    private const string Sender = "100000000000001";
    private const float UntilDone = 90_000;

    [Fact]
    public async Task Admin_RetriesOneCode_OnlyThoseAreTriedAgain()
    {
        // 000: not on WhatsApp. 800: blocked the number, which no retry may change.
        var id = await StartAsync("Journey: retry", [.. Personas(0, 3), .. Personas(800, 2), .. Enumerable.Range(0, 5).Select(Rest.Delivered)]);
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new CampaignPage(admin);
        await page.OpenAsync($"/o/acme/campaigns/{id}");
        await page.ExpectStatusAsync("completed", UntilDone);
        var failed = admin.Page.Locator("[data-reason='131026']");
        await Expect(failed).ToContainTextAsync("cannot be reached on WhatsApp");
        await Expect(admin.Page.Locator("[data-reason='130403']").GetByTestId("retry-these")).ToHaveCountAsync(0);
        await admin.CheckAccessibleAsync();

        await failed.GetByTestId("retry-these").ClickAsync();
        await page.ConfirmAsync("Retry these (3)");

        await page.ShowAsync("activity");
        await Expect(page.Act("campaign.failed_retried")).ToContainTextAsync("(3)");
        await page.ExpectStatusAsync("completed", UntilDone);
        await page.ShowAsync("overview");
        await failed.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(admin.Page.Locator("[data-recipients] .count")).ToContainTextAsync("3");
        Assert.Contains("code=131026", admin.Page.Url, StringComparison.Ordinal);
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_DecidesOverAmbiguousOnes_OneByItselfThenTheRest()
    {
        // 750: the connection breaks before WhatsApp accepts; nobody can know.
        var id = await StartAsync("Journey: resolve", [.. Personas(750, 3), .. Enumerable.Range(0, 5).Select(Rest.Delivered)]);
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new CampaignPage(admin);
        await page.OpenAsync($"/o/acme/campaigns/{id}");
        await page.ExpectStatusAsync("needs_attention", UntilDone);
        await admin.CheckAccessibleAsync();

        await admin.Page.GetByTestId("settle-all").First.GetByRole(AriaRole.Link, new() { Name = "Decide for each" }).ClickAsync();
        await admin.Page.Locator("[data-recipients]").GetByRole(AriaRole.Button, new() { Name = "Count as sent" }).First.ClickAsync();
        await Expect(page.Button("Count all 2 as sent")).ToBeVisibleAsync();
        await page.Button("Count all 2 as sent").ClickAsync();
        await page.ConfirmAsync("Count all 2 as sent");

        await page.ExpectStatusAsync("completed", UntilDone);
        Assert.Equal(8, (await page.CountsAsync()).Values.Sum());
        await page.ShowAsync("activity");
        await Expect(page.Act("campaign.recipient_counted_as_sent")).ToHaveCountAsync(1);
        await Expect(page.Act("campaign.recipients_counted_as_sent")).ToContainTextAsync("(2)");
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_PutsCampaignsOnAWall_AScreenShowsCountsUntilItIsRevoked()
    {
        var id = await StartAsync("Journey: wall", [.. Enumerable.Range(0, 20).Select(Rest.Delivered)]);
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var screen = await stage.EnterAsync(email: null);
        await admin.OpenAsync($"/o/acme/campaigns/{id}");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Wall board" }).ClickAsync();
        await admin.Page.GetByTestId("new-wall").ClickAsync();
        await admin.Page.GetByLabel("Where the screen hangs").FillAsync("Lobby");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make link" }).ClickAsync();
        var link = await admin.Page.GetByTestId("shown-once").TextContentAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await screen.Page.GotoAsync(link!);
        await Expect(screen.Page.Locator("[data-wall-figure=reached]")).ToHaveTextAsync("20", new() { Timeout = UntilDone });
        var shown = await screen.Page.Locator("body").InnerTextAsync();
        Assert.All(["Journey: wall", "order_update", "Acme", "+55"], hidden => Assert.DoesNotContain(hidden, shown, StringComparison.OrdinalIgnoreCase));
        await Expect(screen.Page.Locator(".shell")).ToHaveCountAsync(0);
        await screen.CheckAccessibleAsync();
        await screen.ShootAsync("wall");

        await admin.Page.Locator("[data-wall=active]").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).First.ClickAsync();
        await new CampaignPage(admin).ConfirmAsync("Revoke");

        await Expect(screen.Page.Locator("[data-wall-closed]")).ToBeVisibleAsync();
        var revoked = await screen.Page.Locator("[data-wall-closed]").InnerTextAsync();
        await screen.Page.GotoAsync("/wall/nobody-ever-had-this");
        Assert.Equal(revoked, await screen.Page.Locator("[data-wall-closed]").InnerTextAsync());
        await screen.Page.GotoAsync(link!);
        await Expect(screen.Page.Locator("[data-wall-closed]")).ToBeVisibleAsync();
        admin.AssertCalm();
        screen.AssertCalm();
    }

    private async Task<string> StartAsync(string name, IEnumerable<string> phones)
    {
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        var id = await api.DraftCampaignAsync(name, Sender, phones);
        await api.PostAsync($"campaigns/{id}/start", new { });
        return id;
    }

    private static IEnumerable<string> Personas(int from, int count) =>
        Enumerable.Range(from, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+5511900009{i:D3}"));
}
