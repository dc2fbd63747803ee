using Admin.E2E.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Pages;

/// <summary>The steps in which a campaign is prepared.</summary>
internal sealed class CampaignEditorPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    /// <summary>How many different people the campaign goes to.</summary>
    public ILocator People => Page.Locator("[data-people]");

    /// <summary>Gives a new campaign its name; the step "who" follows.</summary>
    public async Task BeginAsync(string name)
    {
        // By its id: the page before may have a filter that is labelled alike.
        await Page.Locator("#campaign-name").FillAsync(name);
        await Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
        await ExpectStepAsync("who");
    }

    public async Task AddListAsync(string list)
    {
        await Page.Locator("#part-list").SelectOptionAsync(new SelectOptionValue { Label = list });
        await Page.Locator("[data-add]").ClickAsync();
        await Expect(Page.Locator("[data-part=contacts]")).ToBeVisibleAsync();
    }

    /// <summary>Chooses a template such as <c>order_update/en_US</c> and writes into its second place.</summary>
    public async Task SayAsync(string template, string second)
    {
        await Page.Locator("#campaign-template").SelectOptionAsync(template);
        await Page.Locator("#parameter-1").FillAsync(second);
        await Page.Locator("#parameter-1").PressAsync("Tab");
        await ExpectSavedAsync();
    }

    public Task ExpectSavedAsync() => Expect(Page.Locator("[data-saved=saved]")).ToBeVisibleAsync();

    public Task ExpectStepAsync(string step) => Expect(Page.Locator($"[data-step={step}] a")).ToHaveAttributeAsync("aria-current", "step");

    /// <summary>Goes on to a step; it says that it is there.</summary>
    public async Task NextAsync(string step)
    {
        await Page.Locator("[data-next]").ClickAsync();
        await ExpectStepAsync(step);
    }

    /// <summary>Leaves for the campaign's own page; its path.</summary>
    public async Task<string> LeaveAsync()
    {
        await Page.Locator("[data-overview]").ClickAsync();
        await Expect(Page.Locator("[data-campaign-status]")).ToBeVisibleAsync();
        return new Uri(Page.Url).AbsolutePath;
    }
}
