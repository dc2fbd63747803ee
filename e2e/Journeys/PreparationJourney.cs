using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>A campaign from its times over the pre-flight check and a second person's approval to its start.</summary>
[Collection(Stage.Name)]
public sealed class PreparationJourney(Stage stage)
{
    [Fact]
    public async Task LargeCampaign_IsPreparedApprovedByAnotherAndStarted()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var manager = await stage.EnterAsync(People.Manager);
        var rules = new CampaignRulesPage(admin);
        await rules.AskAboveAsync("1000");
        try
        {
            var (prepared, approved) = (new CampaignPage(admin), new CampaignPage(manager));
            var path = await prepared.CreateAsync("With a second pair of eyes", "Customers");
            await PlanAsync(admin);
            await Expect(admin.Page.Locator("[data-plan-cap]")).ToHaveTextAsync("at most 1,999");
            await Expect(admin.Page.Locator("[data-preflight] [data-receive]")).ToHaveTextAsync("2,000");
            await Expect(admin.Page.Locator("[data-fault=approval_required]")).ToBeVisibleAsync();
            await admin.CheckAccessibleAsync();

            await prepared.Button("Ask for approval").ClickAsync();
            await Expect(admin.Page.Locator("[data-approval=asked]")).ToBeVisibleAsync();
            await approved.OpenAsync(path);
            await manager.Page.GetByLabel("Comment").FillAsync("Fine with me");
            await manager.CheckAccessibleAsync();
            await approved.Button("Approve").ClickAsync();
            await Expect(manager.Page.Locator("[data-approval=approved]")).ToBeVisibleAsync();

            await Expect(admin.Page.Locator("[data-approval=approved]")).ToContainTextAsync("Fine with me");
            await prepared.StartAsync();
            await prepared.ExpectStatusAsync("running");
            await prepared.ExpectMovedAsync(1);
            await prepared.Button("Cancel campaign").ClickAsync();
            await prepared.ConfirmAsync("Cancel campaign");
            await prepared.ExpectStatusAsync("cancelled");
            admin.AssertCalm();
            manager.AssertCalm();
        }
        finally
        {
            await rules.AskAboveAsync("");
        }
    }

    private static async Task PlanAsync(Visitor admin)
    {
        await admin.Page.Locator("[data-plan] a").ClickAsync();
        await admin.Page.GetByLabel("Messages a day at most (optional)").FillAsync("1999");
        await admin.Page.GetByLabel("By the clock where the person lives").CheckAsync();
        await admin.CheckAccessibleAsync();
        await new CampaignEditorPage(admin).LeaveAsync();
        await Expect(admin.Page.Locator("[data-plan]")).ToBeVisibleAsync();
    }
}
