using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>One person is found, handed out and erased from one page; what campaigns count stays.</summary>
[Collection(Stage.Name)]
public sealed class ErasureJourney(Stage stage)
{
    // Both read what they get, and no other journey writes to them.
    private const string Phone = "+5511900009991";
    private const string Other = "+5511900009992";

    [Fact]
    public async Task Admin_FindsExportsAndErasesAPerson_TheCampaignStillAddsUp()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        await api.PostAsync("contacts", new { phone = Phone, name = "Rosa dos Anjos" });
        var campaign = await api.DraftCampaignAsync("Before the erasure", "100000000000001", [Phone, Other]);
        await api.PostAsync($"campaigns/{campaign}/start", new { });
        // An answer of WhatsApp that comes later would bring the phone back.
        await api.UntilAsync(campaign, c => c.GetProperty("status").GetString() == "completed" && Count(c, "read") == 2);
        var page = admin.Page;

        await admin.OpenAsync("/o/acme/personal-data");
        await page.Locator("#person-phone").FillAsync("(11) 90000-9991");
        await page.GetByTestId("person-find").ClickAsync();
        await Expect(page.GetByTestId("person-places")).ToContainTextAsync("Contact, with lists");
        await Expect(page.GetByTestId("person-places")).ToContainTextAsync("Messages of campaigns");
        await admin.CheckAccessibleAsync();

        await stage.AgeConfirmationsAsync();
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByTestId("person-export").ClickAsync();
            await DecideAsync(page, "Export everything");
            await ConfirmAsync(page, page.GetByTestId("person-exported"));
        });
        using var reader = new StreamReader(await download.CreateReadStreamAsync().InTimeAsync());
        var export = await reader.ReadToEndAsync();
        Assert.Contains("Rosa dos Anjos", export, StringComparison.Ordinal);
        Assert.Contains("\"recipients\"", export, StringComparison.Ordinal);

        await page.GetByTestId("person-erase").ClickAsync();
        await Expect(Dialog(page).GetByRole(AriaRole.Button, new() { Name = "Erase this person" })).ToBeDisabledAsync();
        await page.Locator("#confirm-word").FillAsync(Phone[^4..]);
        await admin.CheckAccessibleAsync();
        await DecideAsync(page, "Erase this person");
        await ConfirmAsync(page, page.GetByTestId("person-erased"));
        await Expect(page.GetByTestId("person-erased")).ToContainTextAsync("The person is erased.");

        await page.GetByTestId("person-find").ClickAsync();
        await Expect(page.GetByTestId("person-nothing")).ToContainTextAsync("Nothing is kept");
        await admin.OpenAsync($"/o/acme/contacts?q={Uri.EscapeDataString(Phone)}");
        await admin.LoadedAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(0);
        var after = await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}");
        Assert.Equal((2, 2), (after.GetProperty("total").GetInt32(), after.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32())));
        var phones = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}/recipients")).GetProperty("items").EnumerateArray().Select(r => r.GetProperty("phone").GetString()).ToList();
        Assert.Equal(2, phones.Count);
        Assert.Contains(Other, phones);
        Assert.DoesNotContain(Phone, phones);
        admin.AssertCalm();
    }

    private static ILocator Dialog(IPage page) => page.Locator(".mud-dialog");

    private static async Task DecideAsync(IPage page, string act)
    {
        await Dialog(page).GetByLabel("Reason").FillAsync("Asked for by letter");
        await Dialog(page).GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
    }

    /// <summary>Gives the password where it is asked for: with the first act, as the sign-in is long ago, and perhaps with later ones.</summary>
    private static async Task ConfirmAsync(IPage page, ILocator done)
    {
        var password = Dialog(page).GetByLabel("Password");
        await Expect(done.Or(password)).ToBeVisibleAsync();
        if (!await password.IsVisibleAsync())
            return;
        await password.FillAsync(AppProcess.DemoPassword);
        await Dialog(page).GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Expect(done).ToBeVisibleAsync();
    }

    private static int Count(JsonElement campaign, string state) => campaign.GetProperty("counts").GetProperty(state).GetInt32();
}
