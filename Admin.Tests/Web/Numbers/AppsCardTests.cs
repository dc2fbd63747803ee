using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Numbers;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Numbers;

/// <summary>Meta apps that an organization brings itself: registered, shown, changed, deleted.</summary>
public sealed class AppsCardTests : WorldPages
{
    private int _changes;

    private WhatsAppApps Apps => World.Get<WhatsAppApps>();

    private protected override string Address => "/o/acme/numbers";

    private protected override void Equip()
    {
        base.Equip();
        Use<WhatsAppApps>();
    }

    [Fact]
    public void Card_NoApps_SaysWhoseAppIsUsed()
    {
        var card = Show([]);

        Assert.Empty(card.FindAll("table"));
        Assert.NotEmpty(card.FindAll("p.soft"));
        Assert.NotEmpty(card.FindAll("[data-testid=new-app]"));
    }

    [Fact]
    public async Task Card_AnApp_ShowsTheAddressForItsWebhooksToCopyAndNeverItsValues()
    {
        var app = await MakeAsync();
        var card = Show([app]);
        var address = $"http://localhost/webhooks/whatsapp/{app.Id}";

        await card.Find(".copy").ClickAsync(new());

        Assert.Contains(address, card.Markup, StringComparison.Ordinal);
        Assert.Equal(address, JSInterop.VerifyInvoke("adminShell.copy").Arguments[0]);
        Assert.All(["its secret", "its word"], value => Assert.DoesNotContain(value, card.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Card_ForWhoOnlyLooks_HasNothingToPressButCopy()
    {
        var card = Show([await MakeAsync()], mayManage: false);

        Assert.Equal("copy", Assert.Single(card.FindAll("button")).ClassName!.Trim());
    }

    [Fact]
    public async Task New_FilledIn_RegistersTheAppOnce()
    {
        var dialogs = Dialogs();
        var card = Show([]);
        var pressed = card.Find("[data-testid=new-app]").ClickAsync(new());
        await FillAsync(dialogs, ("#app-name", "Shop"), ("#app-id", "700000000009"), ("#app-secret", "its secret"), ("#app-verify", "its word"));

        await dialogs.Find("#app-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        Assert.Equal(1, _changes);
        var app = Assert.Single(await ListAsync());
        Assert.Equal(("Shop", "700000000009"), (app.Name, app.MetaAppId));
    }

    [Fact]
    public async Task New_OfAnAppThatIsThere_IsRefusedInTheDialog()
    {
        await MakeAsync();
        var dialogs = Dialogs();
        var card = Show([]);
        _ = card.Find("[data-testid=new-app]").ClickAsync(new());
        await FillAsync(dialogs, ("#app-name", "Again"), ("#app-id", "700000000001"), ("#app-secret", "another"), ("#app-verify", "another"));

        await dialogs.Find("#app-form").SubmitAsync();

        dialogs.WaitForAssertion(() => Assert.Contains("whatsapp_app_taken", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Single(await ListAsync());
        Assert.Equal(0, _changes);
    }

    [Fact]
    public async Task Edit_NameOnly_KeepsTheValues()
    {
        var app = await MakeAsync();
        var dialogs = Dialogs();
        var card = Show([app]);
        var pressed = Button(card, "Edit").ClickAsync(new());
        dialogs.WaitForElement("#app-id", Patience);
        Assert.True(dialogs.Find("#app-id").HasAttribute("readonly"));
        await FillAsync(dialogs, ("#app-name", "Renamed"));

        await dialogs.Find("#app-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        Assert.Equal("Renamed", Assert.Single(await ListAsync()).Name);
        Assert.Equal("its secret", (await World.Get<WhatsAppAppKeys>().AppSecretAsync(app.Id, Ct)).Value);
    }

    [Fact]
    public async Task Delete_AsksForTheAppsIdInWriting()
    {
        var dialogs = Dialogs();
        var card = Show([await MakeAsync()]);
        var pressed = Button(card, "Delete").ClickAsync(new());
        dialogs.WaitForElement("#confirm-word", Patience);
        Assert.True(dialogs.Find(".button.danger").HasAttribute("disabled"));

        await dialogs.Find("#confirm-word").InputAsync(new ChangeEventArgs { Value = "700000000001" });
        await dialogs.Find(".button.danger").ClickAsync(new());
        await pressed.WaitAsync(Patience, Ct);

        Assert.Empty(await ListAsync());
        Assert.Equal(1, _changes);
    }

    private IRenderedComponent<AppsCard> Show(IReadOnlyList<WhatsAppAppView> apps, bool mayManage = true) => Render<AppsCard>(p => p
        .Add(c => c.Apps, apps)
        .Add(c => c.MayManage, mayManage)
        .Add(c => c.OnChanged, () => _changes++));

    private static async Task FillAsync(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, params (string Field, string Text)[] fields)
    {
        dialogs.WaitForElement("#app-form", Patience);
        foreach (var (field, text) in fields)
            await dialogs.Find(field).ChangeAsync(new ChangeEventArgs { Value = text });
    }

    private async Task<WhatsAppAppView> MakeAsync() =>
        (await Apps.CreateAsync(Acme.Admin, new WhatsAppAppDraft("Own", "700000000001", new SecretInput("its secret"), new SecretInput("its word")), Ct)).Value;

    private async Task<IReadOnlyList<WhatsAppAppView>> ListAsync() => (await Apps.ListAsync(Acme.Admin, new PageRequest(), Ct)).Value.Items;
}
