using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class SecretJourney(Stage stage)
{
    private const string Value = "only-for-my-eyes-73";

    [Fact]
    public async Task Admin_StoresASecret_SeesItsValueWithAReasonAndHidesIt()
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

        await secrets.RevealAsync("Checking the payment provider");
        await Expect(secrets.Revealed).ToHaveValueAsync(Value);
        await admin.CheckAccessibleAsync();
        await secrets.HideAsync();

        await Expect(admin.Page.GetByText("The value is hidden again.")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByTestId("revealed-value")).ToHaveValueAsync("");
        admin.AssertCalm();
    }
}
