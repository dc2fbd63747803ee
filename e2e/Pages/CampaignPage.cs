using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

internal sealed class CampaignPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    public ILocator Total => Page.Locator("[data-figure=total]");

    public Task OpenAsync(string path) => visitor.OpenAsync(path);

    /// <summary>Makes a draft from a contact list; its path.</summary>
    public async Task<string> CreateAsync(string name, string list)
    {
        var editor = new CampaignEditorPage(visitor);
        await visitor.OpenAsync("/o/acme/campaigns/new");
        await editor.BeginAsync(name);
        await editor.AddListAsync(list);
        await editor.NextAsync("what");
        await editor.SayAsync("order_update/en_US", "{{order}}");
        return await editor.LeaveAsync();
    }

    /// <summary>Goes to a part of the page: overview, recipients or activity.</summary>
    public Task ShowAsync(string view) => Page.Locator($"[data-view={view}]").ClickAsync();

    /// <summary>An entry of the activity log, such as <c>campaign.paused</c>.</summary>
    public ILocator Act(string action) => Page.Locator($"[data-act='{action}']");

    /// <summary>Presses the button that confirms in the dialog.</summary>
    public async Task ConfirmAsync(string button)
    {
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    public ILocator Button(string name) => Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task StartAsync()
    {
        await Button("Start campaign").ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start campaign" }).ClickAsync();
    }

    public Task ExpectStatusAsync(string status, float? timeout = null) =>
        Assertions.Expect(Page.Locator("[data-campaign-status]")).ToHaveAttributeAsync("data-campaign-status", status, new() { Timeout = timeout });

    /// <summary>Waits until at least so many have left "pending".</summary>
    public Task ExpectMovedAsync(int least) => Page.WaitForFunctionAsync(
        "least => [...document.querySelectorAll('.legend [data-status]')].filter(e => e.dataset.status !== 'pending').reduce((sum, e) => sum + Number(e.querySelector('[data-count]').dataset.count), 0) >= least",
        least);

    /// <summary>The recipients by state as the page shows them at one moment.</summary>
    public Task<Dictionary<string, int>> CountsAsync() => Page.EvaluateAsync<Dictionary<string, int>>(
        "() => Object.fromEntries([...document.querySelectorAll('.legend [data-status]')].map(e => [e.dataset.status, Number(e.querySelector('[data-count]').dataset.count)]))").InTimeAsync();
}
