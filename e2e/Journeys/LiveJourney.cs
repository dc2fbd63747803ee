using System.Text.RegularExpressions;
using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>Numbers that stand still say so, since when, and go on by themselves: on a page, and on a wall where nobody presses a button.</summary>
[Collection(Stage.Name)]
public sealed partial class LiveJourney(Stage stage)
{
    private const string Sender = "100000000000001";
    private const string Live = "live";
    private const string Old = "old";
    private const float Patience = 30_000;
    private const float UntilBack = 90_000;

    [Fact]
    public async Task Page_ServerGoesDeadWithoutAWord_SaysSinceWhenAndGoesOn()
    {
        var id = await DraftAsync("Journey: live");
        await using var admin = await stage.EnterAsync(People.Admin);
        await admin.OpenAsync($"/o/acme/campaigns/{id}");
        await ExpectNumbersAsync(admin.Page, Live);
        await Expect(Since(admin.Page)).ToBeHiddenAsync();

        stage.App.Freeze();
        try
        {
            await ExpectNumbersAsync(admin.Page, Old);
            await Expect(Since(admin.Page)).ToHaveTextAsync(SinceWhen());
            await Expect(Since(admin.Page)).ToBeVisibleAsync();
            await admin.ResizeAsync(Look.Usual with { Width = Look.Phone });
            await Expect(Since(admin.Page)).ToBeVisibleAsync();
            Assert.True(await admin.FitsAsync());
            await admin.ShootAsync("not-live");
        }
        finally
        {
            // The journeys after this one need it.
            stage.App.Thaw();
        }

        await ExpectNumbersAsync(admin.Page, Live);
        await Expect(Since(admin.Page)).ToBeHiddenAsync();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Wall_ServerGoesDeadThenEnds_ComesBackByItselfAndSaysMeanwhileThatItIsNotLive()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var app = await AppProcess.StartAsync(directory);
            var address = app.Address;
            var link = await MakeWallAsync(app);
            await using var context = await stage.NewContextAsync(address);
            var screen = await context.NewPageAsync();
            await screen.GotoAsync(link);
            await ExpectNumbersAsync(screen, Live);

            app.Freeze();
            await ExpectNumbersAsync(screen, Old);
            await Expect(screen.Locator(".wall-age .when-old")).ToBeVisibleAsync();
            app.Thaw();
            await ExpectNumbersAsync(screen, Live);

            await app.KillAsync();
            await ExpectNumbersAsync(screen, Old);
            await Expect(screen.Locator(".wall-lost")).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(screen.Locator("[data-wall-open]")).ToBeVisibleAsync();

            await using var again = await AppProcess.StartAsync(directory, ("ASPNETCORE_URLS", address.ToString()));
            await ExpectNumbersAsync(screen, Live, UntilBack);
            await Expect(screen.Locator("[data-wall-open]")).ToBeVisibleAsync();
            await Expect(screen.Locator(".wall-lost")).ToBeHiddenAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static ILocator Since(IPage page) => page.Locator(".live .when-old");

    private static Task ExpectNumbersAsync(IPage page, string state, float timeout = Patience) =>
        Expect(page.Locator("html")).ToHaveAttributeAsync("data-numbers", state, new() { Timeout = timeout });

    private async Task<string> DraftAsync(string name)
    {
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        return await api.DraftCampaignAsync(name, Sender, Enumerable.Range(0, 5).Select(Rest.Delivered));
    }

    private static async Task<string> MakeWallAsync(AppProcess app)
    {
        using var api = await Rest.SignInAsync(app, People.Admin);
        var made = await api.PostAsync("wall-links", new { label = "Lobby", hours = 8, show_names = false });
        return made.GetProperty("path").GetString()!;
    }

    [GeneratedRegex(@"^\s*Not live since \d\d:\d\d:\d\d\s*$", RegexOptions.None, 1000)]
    private static partial Regex SinceWhen();
}
