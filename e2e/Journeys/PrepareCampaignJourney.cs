using System.Globalization;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>From a file of contacts over who, what, when and check, with a second person's word, to the start.</summary>
[Collection(Stage.Name)]
public sealed class PrepareCampaignJourney(Stage stage)
{
    private const string List = "Journey of a campaign";

    // The phones of the sender stand before those of the people: the proposal is wrong, and a person mends it.
    private static readonly string Csv = "telefone;cliente_fone;nome;pedido\n"
        + string.Concat(Enumerable.Range(500, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $"(11) 3333-4444;(11) 98722-0{i};Pessoa {i};{i}\n")));

    [Fact]
    public async Task Admin_ImportsPeopleWritesStepByStep_ManagerApproves_ItStarts()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var manager = await stage.EnterAsync(People.Manager);
        var (rules, editor) = (new CampaignRulesPage(admin), new CampaignEditorPage(admin));
        await rules.AskAboveAsync("10");
        try
        {
            await ImportAsync(admin);
            await admin.OpenAsync("/o/acme/contacts/lists");
            await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = List }).Locator("[data-campaign]").ClickAsync();
            await editor.BeginAsync("Prepared step by step");
            await Expect(editor.People).ToHaveAttributeAsync("data-people", "12");
            await admin.Page.GetByLabel("Acme Support").CheckAsync();
            await editor.ExpectSavedAsync();
            await Expect(admin.Page.Locator(".page-head")).ToContainTextAsync("Acme and 1 more");
            await admin.CheckAccessibleAsync();

            await editor.NextAsync("what");
            await editor.SayAsync("order_update/en_US", "{{pedido|soon}}");
            await Expect(admin.Page.Locator("[data-preview] [data-body]")).ToContainTextAsync("Hello {{name}}");
            await admin.CheckAccessibleAsync();

            await editor.NextAsync("when");
            await LeaveAndComeBackAsync(admin, editor);
            await admin.CheckAccessibleAsync();
            // From the field itself, by the keyboard: what stands in it is saved on the way.
            await admin.Page.Locator("#plan-cap").FillAsync("1000");
            await admin.Page.Locator("#plan-cap").PressAsync("Control+Enter");

            await editor.ExpectStepAsync("check");
            await Expect(admin.Page.Locator("[data-preflight] [data-receive]")).ToHaveTextAsync("12");
            await Expect(admin.Page.Locator("[data-fault=approval_required]")).ToBeVisibleAsync();
            await admin.CheckAccessibleAsync();
            await admin.Page.Locator("[data-ask]").ClickAsync();
            await Expect(admin.Page.Locator("[data-approval=asked]")).ToBeVisibleAsync();

            await ApproveAsync(manager, new Uri(admin.Page.Url).AbsolutePath);
            await Expect(admin.Page.Locator("[data-approval=approved]")).ToBeVisibleAsync();
            var campaign = new CampaignPage(admin);
            await campaign.StartAsync();
            await campaign.ExpectStatusAsync("completed", 120_000);
            await Expect(campaign.Total).ToHaveTextAsync("12");
            await Expect(admin.Page.Locator(".page-head")).ToContainTextAsync("Acme and 1 more");
            await Expect(admin.Page.Locator("[data-plan-cap]")).ToHaveTextAsync("at most 1,000");
            admin.AssertCalm();
            manager.AssertCalm();
        }
        finally
        {
            await rules.AskAboveAsync("");
        }
    }

    private static async Task ImportAsync(Visitor admin)
    {
        var import = new ContactImportPage(admin);
        await import.OpenAsync();
        await import.UploadAsync("campanha.csv", Csv);
        await Expect(import.State("uploaded")).ToBeVisibleAsync();
        await import.Column(0).SelectOptionAsync("Ignored");
        await import.Column(1).SelectOptionAsync("Phone");
        await admin.Page.GetByLabel("And on a new list").FillAsync(List);
        await import.Check.ClickAsync();
        await Expect(import.People).ToHaveTextAsync("12");
        await import.Start.ClickAsync();
        await Expect(import.State("completed")).ToBeVisibleAsync();
    }

    // Nothing is lost by leaving in the middle: each step is an address that one comes back to.
    private static async Task LeaveAndComeBackAsync(Visitor admin, CampaignEditorPage editor)
    {
        var step = new Uri(admin.Page.Url).AbsolutePath;
        // But for what was refused: that is asked about, and stays. A hand is slower than the answer, which moves the link.
        await admin.Page.Locator("#plan-cap").FillAsync("0");
        await admin.PressAsync(admin.Page.Locator("[data-overview]"), () => Expect(admin.Page.Locator(".error[data-field=daily_cap]")).ToBeVisibleAsync());
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(admin.Page.Locator("#plan-cap")).ToHaveValueAsync("0");
        await Expect(admin.Page.Locator(".error[data-field=daily_cap]")).ToBeVisibleAsync();

        await admin.Page.Locator("#plan-cap").FillAsync("999");
        await editor.LeaveAsync();
        await Expect(admin.Page.Locator("[data-plan-cap]")).ToHaveTextAsync("at most 999");
        await admin.OpenAsync(step);
        await Expect(admin.Page.Locator("#plan-cap")).ToHaveValueAsync("999");
        await editor.ExpectStepAsync("when");
    }

    private static async Task ApproveAsync(Visitor manager, string check)
    {
        var editor = new CampaignEditorPage(manager);
        await manager.OpenAsync(check);
        await manager.Page.Locator("[data-step=who] a").ClickAsync();
        await editor.ExpectStepAsync("who");
        await Expect(editor.People).ToHaveAttributeAsync("data-people", "12");
        await Expect(manager.Page.Locator("main input, main select")).ToHaveCountAsync(0);
        await manager.CheckAccessibleAsync();
        await manager.OpenAsync(check);
        await manager.Page.Locator("[data-approve]").ClickAsync();
        await Expect(manager.Page.Locator("[data-approval=approved]")).ToBeVisibleAsync();
    }
}
