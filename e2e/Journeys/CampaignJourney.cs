using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class CampaignJourney(Stage stage)
{
    private const int Customers = 2000;
    private const float UntilDone = 180_000;

    [Fact]
    public async Task Manager_WatchesTheAdminsCampaign_BothSeeTheSameNumbersMove()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var manager = await stage.EnterAsync(People.Manager);
        var started = new CampaignPage(admin);
        var watched = new CampaignPage(manager);

        var path = await started.CreateAsync("Orders of the day", "Customers");
        await watched.OpenAsync(path);
        await watched.ExpectStatusAsync("draft");
        await Expect(watched.Button("Start campaign")).ToHaveCountAsync(0);
        await started.StartAsync();

        await watched.ExpectStatusAsync("running");
        await watched.ExpectMovedAsync(10);
        await watched.Button("Pause").ClickAsync();
        await started.ExpectStatusAsync("paused");
        Assert.Equal(Customers, (await started.CountsAsync()).Values.Sum());
        await admin.CheckAccessibleAsync();

        await watched.Button("Resume").ClickAsync();
        await started.ExpectStatusAsync("completed", UntilDone);
        await watched.ExpectStatusAsync("completed");
        await Expect(watched.Total).ToHaveTextAsync("2,000");
        await AssertSameAsync(started, watched);
        await Expect(manager.Page.Locator("[data-run]")).ToHaveAttributeAsync("data-accepted", "2000");
        Assert.Equal(Customers + 1, await ReportLinesAsync(manager));

        await started.ShowAsync("activity");
        await Expect(started.Act("campaign.completed")).ToContainTextAsync("by the engine");
        await Expect(started.Act("campaign.paused")).ToContainTextAsync("by ");
        await Expect(started.Act("campaign.resumed")).ToBeVisibleAsync();
        await started.ShowAsync("recipients");
        await Expect(admin.Page.Locator("[data-recipients] .count")).ToContainTextAsync("2,000");
        await admin.Page.Locator("[data-recipients] .linklike").First.ClickAsync();
        await Expect(admin.Page.Locator(".timeline [data-kind=accepted]")).ToBeVisibleAsync();
        await admin.CheckAccessibleAsync();
        await manager.CheckAccessibleAsync();
        admin.AssertCalm();
        manager.AssertCalm();
    }

    private static async Task<int> ReportLinesAsync(Visitor visitor)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Download report" }).ClickAsync());
        return (await File.ReadAllLinesAsync(await download.PathAsync().InTimeAsync())).Length;
    }

    // Reports of reading still arrive after the end: both pages are asked until they agree.
    private static async Task AssertSameAsync(CampaignPage one, CampaignPage other)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var (left, right) = (await one.CountsAsync(), await other.CountsAsync());
            Assert.Equal(Customers, left.Values.Sum());
            Assert.Equal(Customers, right.Values.Sum());
            if (left.Count == right.Count && !left.Except(right).Any())
                return;
            await pulse.WaitForNextTickAsync(patience.Token);
        }
    }
}
