using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;

namespace Admin.E2E.Journeys;

/// <summary>Remakes the picture in the README, so that it can follow the page.</summary>
[Collection(Stage.Name)]
public sealed class PictureJourney(Stage stage)
{
    private static readonly string Picture = Path.Combine(AppProcess.Solution(), "docs", "img", "campaign.png");

    // Cut below a row of the table, not through one.
    private static readonly Clip EndOfRow = new() { Width = Look.Desk, Height = 870 };

    [Fact]
    public async Task Admin_WatchesACampaign_ThePictureOfTheReadmeIsRemade()
    {
        Assert.SkipUnless(Visitor.Shoots, "Writes docs/img/campaign.png: set ADMIN_E2E_SCREENSHOTS=1.");
        await using var admin = await stage.EnterAsync(People.Admin);
        var campaign = new CampaignPage(admin);

        await campaign.CreateAsync("Black Friday: your order is on its way", "Customers");
        await campaign.StartAsync();
        await campaign.ExpectMovedAsync(1200);
        await admin.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Picture, Clip = EndOfRow });

        Assert.True(new FileInfo(Picture).Length < 300_000, "The picture is too heavy for a README.");
        admin.AssertCalm();
    }
}
