using Admin.E2E.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Pages;

/// <summary>Everything that can be looked at, found without a word of any language.</summary>
internal static class Screens
{
    public const string Home = $"/o/{Scenery.Slug}";

    private const string Dialog = "[role=dialog]";

    public static IReadOnlyList<Screen> OfAdmin(Scenery scenery) =>
    [
        new("home", Home),
        new("secrets", $"{Home}/secrets"),
        Ticking("secrets-ticked"),
        Choosing("secrets-export", "[data-testid=secrets-menu]", ".menu button.menu-row"),
        new("secrets-import", $"{Home}/secrets/import"),
        Looking("secrets-import-looked"),
        new("secrets-none-found", $"{Home}/secrets?q=nothing+has+this+name"),
        new("secrets-usage", $"{Home}/secrets/usage"),
        Opening("secrets-new", $"{Home}/secrets", "[data-testid=new-secret]"),
        new("secret", $"{Home}/secrets/{scenery.Secret}"),
        Opening("secret-reveal", $"{Home}/secrets/{scenery.Secret}", "[data-testid=reveal]"),
        new("secrets-re-encryption", $"{Home}/secrets/re-encryption"),
        new("console", $"{Home}/console"),
        Running("console-rows", scenery, "select * from orders limit 50", ".rg-cell"),
        Running("console-refused", scenery, "drop table orders", ".refusal"),
        Pressing("console-chart", scenery, "select placed_at, id from orders limit 40", ".rg-cell", "[data-action=chart]", ".result-chart svg"),
        Pressing("console-plan", scenery, "select c.id from customers c join orders o on o.customer_id = c.id", ".rg-cell", "[data-action=explain]", ".plan"),
        new("console-runs", $"{Home}/console/runs"),
        new("campaigns", $"{Home}/campaigns"),
        new("campaigns-new", $"{Home}/campaigns/new"),
        new("campaign-draft", $"{Home}/campaigns/{scenery.Draft}"),
        new("campaign-who", $"{Home}/campaigns/{scenery.Draft}/edit/who"),
        Earlier("campaign-who-earlier", scenery),
        new("campaign-what", $"{Home}/campaigns/{scenery.Draft}/edit/what"),
        new("campaign-when", $"{Home}/campaigns/{scenery.Draft}/edit/when"),
        new("campaign-check", $"{Home}/campaigns/{scenery.Draft}/edit/check"),
        new("campaign-running", $"{Home}/campaigns/{scenery.Running}"),
        new("campaign-completed", $"{Home}/campaigns/{scenery.Completed}"),
        new("campaign-doubtful", $"{Home}/campaigns/{scenery.Doubtful}"),
        Opening("campaign-start", $"{Home}/campaigns/{scenery.Draft}", "[data-start-campaign]"),
        new("campaign-recipients", $"{Home}/campaigns/{scenery.Completed}?view=recipients"),
        new("campaign-recipients-failed", $"{Home}/campaigns/{scenery.Completed}?view=recipients&status=failed"),
        Opening("campaign-recipient", $"{Home}/campaigns/{scenery.Doubtful}?view=recipients", "[data-recipients] .linklike"),
        new("campaign-activity", $"{Home}/campaigns/{scenery.Doubtful}?view=activity"),
        new("campaigns-walls", $"{Home}/campaigns/walls"),
        Opening("campaigns-walls-new", $"{Home}/campaigns/walls?campaign={scenery.Running}", "[data-testid=new-wall]"),
        new("contact-imports", $"{Home}/contacts/imports"),
        new("contact-imports-new", $"{Home}/contacts/imports/new"),
        Uploading("contact-import-columns"),
        new("templates", $"{Home}/templates"),
        new("templates-none-found", $"{Home}/templates?q=nothing+has+this+name"),
        new("template", $"{Home}/templates/{scenery.Template}"),
        new("campaigns-new-rich", $"{Home}/campaigns/new?template={scenery.Template}"),
        new("contacts", $"{Home}/contacts"),
        new("contacts-none-found", $"{Home}/contacts?q=nobody+has+this+name"),
        Opening("contacts-new", $"{Home}/contacts", "[data-testid=new-contact]"),
        new("contact", $"{Home}/contacts/{scenery.Contact}"),
        Opening("contact-consent", $"{Home}/contacts/{scenery.Contact}", "[data-testid=record-consent]"),
        new("contacts-lists", $"{Home}/contacts/lists"),
        Opening("contacts-lists-new", $"{Home}/contacts/lists", "[data-testid=new-list]"),
        Opening("contact-merge", $"{Home}/contacts/{scenery.Contact}", "[data-testid=merge]"),
        new("contacts-opt-outs", $"{Home}/contacts/opt-outs"),
        Opening("contacts-opt-outs-new", $"{Home}/contacts/opt-outs", "[data-testid=new-opt-out]"),
        new("rate-limits", $"{Home}/rate-limits"),
        new("people", $"{Home}/people"),
        Opening("people-invite", $"{Home}/people", "[data-testid=invite]"),
        new("numbers", $"{Home}/numbers"),
        Opening("numbers-new", $"{Home}/numbers", "[data-testid=new-number]"),
        new("chatbots", $"{Home}/chatbots"),
        new("data-sources", $"{Home}/data-sources"),
        new("data-source", $"{Home}/data-sources/{scenery.DataSource}"),
        new("data-sources-new", $"{Home}/data-sources/new"),
        new("data-sources-access", $"{Home}/data-sources/access"),
        new("service-tokens", $"{Home}/service-tokens"),
        Opening("service-tokens-new", $"{Home}/service-tokens", "[data-testid=new-service-token]"),
        new("notices", $"{Home}/notices"),
        new("notices-none-found", $"{Home}/notices?group=failing_providers"),
        new("notices-mail", $"{Home}/notices/mail"),
        new("audit", $"{Home}/audit"),
        Opening("audit-entry", $"{Home}/audit", "tbody button"),
        new("personal-data", $"{Home}/personal-data"),
        new("settings", $"{Home}/settings"),
        new("account-security", "/account/security"),
        new("account-sessions", "/account/sessions"),
        new("account-password", "/account/password"),
        new("account-confirm", "/account/confirm"),
    ];

    public static IReadOnlyList<Screen> OfSuperAdmin { get; } =
    [
        new("platform", "/platform/organizations"),
        Opening("platform-enter", "/platform/organizations", "tbody button"),
        new("platform-keys", "/platform/keys"),
        new("platform-rate-limits", "/platform/rate-limits"),
        new("platform-simulator", "/platform/simulator"),
        new("platform-webhooks", "/platform/webhooks"),
        new("organization-not-entered", "/o/acme"),
        new("organization-unknown", "/o/nobody-has-this"),
    ];

    public static IReadOnlyList<Screen> Outside(Scenery scenery) =>
    [
        new("account-sign-in", "/account/sign-in"),
        new("account-sign-in-code", "/account/sign-in/code"),
        new("account-register", "/account/register"),
        new("account-forgot", "/account/forgot"),
        new("account-reset-closed", "/account/reset?token=spent"),
        new("account-invitation", scenery.Invitation),
        new("account-invitation-closed", "/account/invitation?token=spent"),
        new("account-first-admin-closed", "/account/first-admin"),
        new("wall", scenery.Wall),
        new("wall-closed", "/wall/nobody-ever-had-this"),
        new("not-found", "/not-found"),
        new("error", "/error"),
    ];

    private static Screen Opening(string name, string path, string button) => new(name, path, async visitor =>
    {
        await visitor.Page.Locator($"main {button}").First.ClickAsync();
        await Expect(visitor.Page.Locator(Dialog)).ToBeVisibleAsync();
    });

    private static Screen Ticking(string name) => new(name, $"{Home}/secrets", async visitor =>
    {
        await visitor.Page.GetByTestId("tick-all").ClickAsync();
        await Expect(visitor.Page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
    });

    private static Screen Choosing(string name, string menu, string row) => new(name, $"{Home}/secrets", async visitor =>
    {
        await visitor.Page.Locator($"main {menu}").First.ClickAsync();
        await visitor.Page.Locator(row).First.ClickAsync();
        await Expect(visitor.Page.Locator(Dialog)).ToBeVisibleAsync();
    });

    private static Screen Looking(string name) => new(name, $"{Home}/secrets/import", async visitor =>
    {
        await new ImportPage(visitor).LookAsync("NEW_ONE=1\nNEW_TWO=\"two\"\nno name here\nBROKEN='one");
        await Expect(visitor.Page.GetByTestId("import-do")).ToBeVisibleAsync();
    });

    private static Screen Uploading(string name) => new(name, $"{Home}/contacts/imports/new", async visitor =>
    {
        await new ContactImportPage(visitor).UploadAsync("screens.csv", "Telefone;Nome;Cidade\n(11) 98700-0001;João;São Paulo\nsem telefone;Bia;Santos\n");
        await Expect(visitor.Page.GetByTestId("import-preview")).ToBeVisibleAsync();
    });

    private static Screen Earlier(string name, Scenery scenery) => new(name, $"{Home}/campaigns/{scenery.Draft}/edit/who", async visitor =>
    {
        await visitor.Page.Locator("[data-kind=earlier]").CheckAsync();
        await visitor.Page.Locator("#part-campaign").SelectOptionAsync(scenery.Completed);
        await visitor.Page.Locator("#part-outcome").SelectOptionAsync("failed");
        await Expect(visitor.Page.Locator("#part-code")).ToBeVisibleAsync();
    });

    private static Screen Running(string name, Scenery scenery, string statement, string answer) => new(name, $"{Home}/console?source={scenery.DataSource}", async visitor =>
    {
        await Expect(visitor.Page.Locator(".statement-editor[data-ready=true]")).ToBeVisibleAsync();
        await new ConsolePage(visitor).RunAsync(statement);
        await Expect(visitor.Page.Locator(answer).First).ToBeVisibleAsync();
    });

    private static Screen Pressing(string name, Scenery scenery, string statement, string answer, string button, string shown)
    {
        var running = Running(name, scenery, statement, answer);
        return running with
        {
            Arrange = async visitor =>
            {
                await running.Arrange!(visitor);
                await visitor.Page.Locator(button).ClickAsync();
                await Expect(visitor.Page.Locator(shown).First).ToBeVisibleAsync();
            },
        };
    }
}

/// <summary>A page, in the state that it is brought into.</summary>
internal sealed record Screen(string Name, string Path, Func<Visitor, Task>? Arrange = null)
{
    public async Task OpenAsync(Visitor visitor)
    {
        // What opens on the page that is shown already needs no second load.
        if (Arrange is null || !visitor.Page.Url.EndsWith(Path, StringComparison.Ordinal))
            await visitor.Page.GotoAsync(Path);
        await visitor.LoadedAsync(interactive: Path.StartsWith("/o/", StringComparison.Ordinal) || Path.StartsWith("/platform/", StringComparison.Ordinal));
        if (Arrange is not null)
            await Arrange(visitor);
    }
}
