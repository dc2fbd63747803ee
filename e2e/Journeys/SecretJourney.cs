using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class SecretJourney(Stage stage)
{
    private const string Value = "only-for-my-eyes-73";

    [Fact]
    public async Task Admin_StoresASecret_SeesItsValueAfterConfirmingAndHidesIt()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var secrets = new SecretsPage(admin);

        await secrets.OpenAsync();
        await secrets.CreateAsync("JOURNEY_KEY", Value);
        await secrets.OpenAsync();
        await secrets.FollowAsync("JOURNEY_KEY");
        await admin.LoadedAsync();
        await admin.CheckAccessibleAsync();
        Assert.DoesNotContain(Value, await admin.Page.ContentAsync(), StringComparison.Ordinal);

        await stage.AgeConfirmationsAsync();
        await secrets.AskForValueAsync("Checking the payment provider");
        await secrets.ConfirmAsync();
        await Expect(secrets.Revealed(1)).ToHaveValueAsync(Value);
        await admin.CheckAccessibleAsync();
        await secrets.HideAsync();

        await Expect(admin.Page.GetByText("The value is hidden again.")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByTestId("revealed-value")).ToHaveValueAsync("");
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_RotatesWithGrace_ReadsThePreviousValueAndRollsBack()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var secrets = new SecretsPage(admin);
        await secrets.OpenAsync();
        await secrets.CreateAsync("ROTATED_KEY", "first-value-of-three");

        await secrets.RotateAsync("second-value-of-three", "72");
        await Expect(secrets.Version(2)).ToContainTextAsync("Current");
        await Expect(secrets.Version(1)).ToContainTextAsync("Previous");
        await secrets.OfVersionAsync(1, "Reveal");
        await secrets.GiveReasonAsync("A service still uses it");
        await secrets.ConfirmAsync();
        await Expect(secrets.Revealed(1)).ToHaveValueAsync("first-value-of-three");
        await secrets.CloseAsync();

        await secrets.OfVersionAsync(1, "Roll back to this version");
        await secrets.ConfirmWithReasonAsync("The new one is refused", "Roll back to this version");
        await Expect(secrets.Version(3)).ToContainTextAsync("Current");
        await secrets.AskForValueAsync("Is it the first one again");
        await secrets.ConfirmAsync();
        await Expect(secrets.Revealed(3)).ToHaveValueAsync("first-value-of-three");
        await secrets.CloseAsync();

        await secrets.OfVersionAsync(1, "Destroy value");
        await secrets.ConfirmWithReasonAsync("It leaked", "Destroy value");
        await Expect(secrets.Version(1)).ToContainTextAsync("Destroyed");
        await admin.CheckAccessibleAsync();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_StoresARestrictedSecret_OnlyAServiceReadsIt()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var secrets = new SecretsPage(admin);
        await secrets.OpenAsync();
        await secrets.CreateAsync("RESTRICTED_KEY", "for-machines-alone", restricted: true);
        await Expect(admin.Page.GetByTestId("secret-menu")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByTestId("reveal")).ToHaveCountAsync(0);
        var id = new Uri(admin.Page.Url).Segments[^1];

        using var person = await Rest.SignInAsync(stage.App, People.Admin);
        person.DefaultRequestHeaders.Add("X-Reason", "a%20look");
        using var refused = await person.GetAsync($"/api/v1/secrets/{id}/value");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var made = await person.PostAsync("service-tokens", new { name = "restricted-reader", scopes = (string[])["secrets.read"], readable_ids = (string[])[id] });
        using var service = new HttpClient { BaseAddress = stage.App.Address };
        service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());
        var read = await service.GetFromJsonAsync<JsonElement>($"/api/v1/secrets/{id}/value");

        Assert.Equal("for-machines-alone", read.GetProperty("value").GetString());
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_CopiesAValue_TheClipboardIsClearedOnDemand()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await admin.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var secrets = new SecretsPage(admin);
        await secrets.OpenAsync();
        await secrets.CreateAsync("COPIED_KEY", "copied-and-cleared");
        await secrets.AskForValueAsync("Entering it elsewhere");
        await secrets.ConfirmAsync();
        await secrets.CopyAsync();
        Assert.Equal("copied-and-cleared", await ClipboardAsync(admin));

        await secrets.ClearClipboardAsync();

        await Expect(admin.Page.GetByTestId("clipboard")).ToHaveTextAsync("The clipboard is cleared.");
        Assert.Equal("", await ClipboardAsync(admin));
        admin.AssertCalm();
    }

    private static Task<string> ClipboardAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()").InTimeAsync();
}
