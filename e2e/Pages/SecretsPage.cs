using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

internal sealed class SecretsPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Revealed => Page.GetByLabel("Value of version 1");

    public Task OpenAsync() => visitor.OpenAsync("/o/acme/secrets");

    public async Task CreateAsync(string name, string value)
    {
        await Page.GetByTestId("new-secret").ClickAsync();
        await Dialog.GetByLabel("Name").FillAsync(name);
        await Dialog.GetByLabel("Value", new() { Exact = true }).FillAsync(value);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Store secret" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
    }

    public Task FollowAsync(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

    /// <summary>Gives the reason, and the password where it is asked for.</summary>
    public async Task RevealAsync(string reason)
    {
        await Page.GetByTestId("reveal").ClickAsync();
        await Dialog.GetByLabel("Reason").FillAsync(reason);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Reveal", Exact = true }).ClickAsync();
        var password = Dialog.GetByLabel("Password");
        // The field for the value is there all along, hidden until it has one.
        await Assertions.Expect(Revealed.Or(password).Filter(new() { Visible = true })).ToBeVisibleAsync();
        if (!await password.IsVisibleAsync())
            return;
        await password.FillAsync(AppProcess.DemoPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }

    public Task HideAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Hide now" }).ClickAsync();
}
