using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>From WhatsApp to a phone: synchronise, fill the places beside the preview, upload the picture, send a test.</summary>
[Collection(Stage.Name)]
public sealed class TemplateJourney(Stage stage)
{
    /// <summary>One that no other journey writes to, and that no persona speaks for.</summary>
    private const string Phone = "+5511976540001";

    private static readonly byte[] Picture = Convert.FromHexString("FFD8FFE000104A46494600010100000100010000FFD9");

    [Fact]
    public async Task Admin_SynchronisesFillsAndTests_ThePhoneGetsItOnce()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var super = await stage.EnterAsync(People.Super);
        var page = admin.Page;

        await admin.OpenAsync("/o/acme/templates");
        await page.GetByTestId("synchronize").ClickAsync();
        await Expect(page.Locator("[data-report]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "promo_primavera" }).ClickAsync();
        await admin.LoadedAsync();

        await page.GetByLabel("Parameter 1").FillAsync("Ana");
        await page.GetByLabel("Parameter 2").FillAsync("tulipas");
        await page.GetByLabel("Button “Ver ofertas”: end of the address").FillAsync("flores");
        await page.GetByLabel("Button “Copy code”: code to copy").FillAsync("FLOR10");
        await page.GetByLabel("Choose a file").SetInputFilesAsync(new FilePayload { Name = "flor.jpg", MimeType = "image/jpeg", Buffer = Picture });
        await Expect(page.Locator("[data-uploaded]")).ToContainTextAsync("flor.jpg");
        await Expect(page.Locator("[data-body]")).ToContainTextAsync("Olá Ana!");
        await Expect(page.Locator("[data-media=image]")).ToContainTextAsync("flor.jpg");
        await Expect(page.Locator("[data-button=URL]")).ToHaveAttributeAsync("title", "https://loja.example/ofertas/flores");
        await admin.CheckAccessibleAsync();

        await page.Locator("#test-phone").FillAsync(Phone);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send test" }).ClickAsync();
        await Expect(page.Locator("[data-outcome=accepted]")).ToBeVisibleAsync();
        await admin.CheckAccessibleAsync();

        await super.OpenAsync("/platform/simulator");
        await super.Page.Locator("#ledger-phone").FillAsync(Phone[1..]);
        await super.Page.Locator("#ledger-phone").PressAsync("Enter");
        await Expect(super.Page.Locator("[aria-labelledby=ledger-title] tbody td").Last).ToHaveTextAsync("1");
        admin.AssertCalm();
        super.AssertCalm();
    }

    [Fact]
    public async Task Manager_LooksAtATemplate_SeesItOnAPhoneAndNothingToPress()
    {
        await using var manager = await stage.EnterAsync(People.Manager);

        await manager.OpenAsync("/o/acme/templates?q=shipping");
        await Expect(manager.Page.GetByTestId("synchronize")).ToHaveCountAsync(0);
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "shipping_notice" }).ClickAsync();
        await manager.LoadedAsync();

        await Expect(manager.Page.Locator("[data-body]")).ToContainTextAsync("{{first_name}}");
        await Expect(manager.Page.Locator("main input")).ToHaveCountAsync(0);
        await manager.CheckAccessibleAsync();
        manager.AssertCalm();
    }
}
