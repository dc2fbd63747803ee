using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
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
    [MemberData(nameof(Looks))]
    public async Task Admin_OpensEveryPage_ItFitsAndIsAccessible(string theme, string culture)
    {
        var look = new Look(Look.Desk, theme, culture);
        await using var admin = await stage.EnterAsync(People.OtherAdmin, look);
        var screens = Screens.OfAdmin(await stage.SceneryAsync());

        await admin.OpenAsync(Screens.Home);
        var navigation = await admin.Page.Locator(".shell-nav nav a").EvaluateAllAsync<string[]>("links => links.map(l => new URL(l.href).pathname)").InTimeAsync();
        Assert.Empty(navigation.Except(screens.Select(s => s.Path)));
        await CheckAsync(admin, screens, look);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task SuperAdmin_OpensThePlatformAndEnters_ItFitsAndIsAccessible(string theme, string culture)
    {
        var look = new Look(Look.Desk, theme, culture);
        await using var super = await stage.EnterAsync(People.Super, look);
        await stage.SceneryAsync();

        await CheckAsync(super, Screens.OfSuperAdmin, look);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Anybody_OpensThePagesOutside_TheyFitAndAreAccessible(string theme, string culture)
    {
        var look = new Look(Look.Desk, theme, culture);
        await using var visitor = await stage.EnterAsync(email: null, look);

        await CheckAsync(visitor, Screens.Outside(await stage.SceneryAsync()), look);
    }

    // Each is seen in both widths, so that every width is seen in both themes and both languages.
    public static TheoryData<string, string> Looks => new()
    {
        { "light", "en-US" },
        { "dark", "pt-BR" },
    };

    // All screens are seen before the verdict, so that one bad page does not hide the next.
    private static async Task CheckAsync(Visitor visitor, IEnumerable<Screen> screens, Look look)
    {
        var findings = new List<string>();
        foreach (var screen in screens)
        {
            await visitor.ResizeAsync(look);
            await screen.OpenAsync(visitor);
            findings.AddRange(await FindAsync(visitor, screen, look));
            var onPhone = look with { Width = Look.Phone };
            await visitor.ResizeAsync(onPhone);
            findings.AddRange(await FindAsync(visitor, screen, onPhone));
        }

        Visitor.AssertNone(findings);
        visitor.AssertCalm();
    }

    private static async Task<IEnumerable<string>> FindAsync(Visitor visitor, Screen screen, Look look)
    {
        await visitor.ShootAsync(Path.Combine(look.ToString(), screen.Name));
        var barriers = (await visitor.FindBarriersAsync()).Select(barrier => $"{screen.Name} in {look}: {barrier}");
        return await visitor.FitsAsync() ? barriers : barriers.Append($"{screen.Name} in {look}: wider than the window.");
    }

    private static async Task ChooseAsync(Visitor visitor, string menu, string entry)
    {
        await visitor.ReadyAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = menu }).ClickAsync();
        await visitor.Page.Locator(".menu").GetByRole(AriaRole.Button, new() { Name = entry, Exact = true }).ClickAsync();
        await visitor.Page.WaitForLoadStateAsync();
    }
}
