using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>Language, theme and width: what a person chooses keeps the page where it is and usable.</summary>
[Collection(Stage.Name)]
public sealed class LookJourney(Stage stage)
{
    [Fact]
    public async Task Admin_ChangesLanguageAndTheme_StaysOnThePage()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = admin.Page;
        await admin.OpenAsync("/o/acme/secrets?kind=whatsapp_token");

        await ChooseAsync(admin, "Language, Theme", "Português (Brasil)");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Segredos", Level = 1 })).ToBeVisibleAsync();
        await ChooseAsync(admin, "Idioma, Tema", "English");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Secrets", Level = 1 })).ToBeVisibleAsync();
        await ChooseAsync(admin, "Language, Theme", "Dark");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await ChooseAsync(admin, "Language, Theme", "Light");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        Assert.EndsWith("/o/acme/secrets?kind=whatsapp_token", page.Url, StringComparison.Ordinal);
        admin.AssertCalm();
    }

    [Theory]
    [InlineData(Look.Desk, "light", "en-US")]
    [InlineData(Look.Desk, "dark", "en-US")]
    [InlineData(Look.Phone, "light", "en-US")]
    [InlineData(Look.Phone, "dark", "en-US")]
    [InlineData(Look.Desk, "light", "pt-BR")]
    [InlineData(Look.Desk, "dark", "pt-BR")]
    [InlineData(Look.Phone, "light", "pt-BR")]
    [InlineData(Look.Phone, "dark", "pt-BR")]
    public async Task Admin_OpensEveryPage_ItFitsAndIsAccessible(int width, string theme, string culture)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ADMIN_E2E_LOOK") == "1", "Every page in every look: takes long, set ADMIN_E2E_LOOK=1.");
        var look = new Look(width, theme, culture);
        await using var admin = await stage.EnterAsync(People.Admin, look);
        await admin.OpenAsync("/o/acme");
        var paths = await admin.Page.Locator(".shell-nav nav a").EvaluateAllAsync<string[]>("links => links.map(l => new URL(l.href).pathname)");
        Assert.InRange(paths.Length, 10, 20);

        var findings = new List<string>();
        foreach (var path in (string[])[.. paths, "/o/acme/campaigns/new", "/o/acme/data-sources/new", "/account/security", "/account/sessions", "/account/password"])
            await CheckAsync(admin, path, look, findings);

        Visitor.AssertNone(findings);
        admin.AssertCalm();
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Anybody_OpensTheSignInPage_ItFitsAndIsAccessible(string theme)
    {
        var look = new Look(Look.Phone, theme, "pt-BR");
        await using var visitor = await stage.EnterAsync(email: null, look);
        var findings = new List<string>();

        await CheckAsync(visitor, "/account/sign-in", look, findings);

        Visitor.AssertNone(findings);
        visitor.AssertCalm();
    }

    // All pages are seen before the verdict, so that one bad page does not hide the next.
    private static async Task CheckAsync(Visitor visitor, string path, Look look, List<string> findings)
    {
        await visitor.Page.GotoAsync(path);
        await visitor.LoadedAsync(interactive: path.StartsWith("/o/", StringComparison.Ordinal));
        await visitor.ShootAsync(Path.Combine(look.ToString(), path.Trim('/').Replace('/', '-')));
        findings.AddRange(await visitor.FindBarriersAsync());
        if (!await visitor.FitsAsync())
            findings.Add($"{path} is wider than the window.");
    }

    private static async Task ChooseAsync(Visitor visitor, string menu, string entry)
    {
        await visitor.ReadyAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = menu }).ClickAsync();
        await visitor.Page.Locator(".menu").GetByRole(AriaRole.Button, new() { Name = entry, Exact = true }).ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();
    }
}
