using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

internal sealed class SecretsPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Revealed(int version) => Page.GetByLabel($"Value of version {version}");

    /// <summary>Its row in the table of versions.</summary>
    public ILocator Version(int number) => Page.Locator("main tbody tr").Filter(new() { Has = Page.Locator($"td.num:text-is('{number}')") }).First;

    public Task OpenAsync() => visitor.OpenAsync("/o/acme/secrets");

    public async Task CreateAsync(string name, string value, bool restricted = false)
    {
        await Page.GetByTestId("new-secret").ClickAsync();
        await Dialog.GetByLabel("Name").FillAsync(name);
        await Dialog.GetByLabel("Value", new() { Exact = true }).FillAsync(value);
        if (restricted)
            await Dialog.GetByLabel("Restricted:").CheckAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Store secret" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 })).ToBeVisibleAsync();
    }

    public Task FollowAsync(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();

    public async Task AskForValueAsync(string reason)
    {
        await Page.GetByTestId("reveal").ClickAsync();
        await GiveReasonAsync(reason);
    }

    public async Task GiveReasonAsync(string reason)
    {
        await Dialog.GetByLabel("Reason").FillAsync(reason);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Reveal", Exact = true }).ClickAsync();
    }

    /// <summary>Gives the password where it is asked for: the sign-in may be older than five minutes.</summary>
    public async Task ConfirmAsync()
    {
        var password = Dialog.GetByLabel("Password");
        // The field for the value is there all along, hidden until it has one.
        await Assertions.Expect(Page.GetByTestId("revealed-value").Or(password).Filter(new() { Visible = true })).ToBeVisibleAsync();
        if (!await password.IsVisibleAsync())
            return;
        await password.FillAsync(AppProcess.DemoPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }

    public async Task RotateAsync(string value, string graceHours)
    {
        await Page.GetByTestId("secret-menu").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Rotate", Exact = true }).ClickAsync();
        await Dialog.GetByLabel("New value").FillAsync(value);
        await Dialog.GetByLabel("The present value stays readable for").SelectOptionAsync(graceHours);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Rotate", Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Chooses from the menu of one version.</summary>
    public async Task OfVersionAsync(int number, string act)
    {
        await Page.GetByTestId($"version-{number}").ClickAsync();
        await Page.Locator(".menu").GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
    }

    public async Task ConfirmWithReasonAsync(string reason, string act)
    {
        await Dialog.GetByLabel("Reason").FillAsync(reason);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
    }

    public Task HideAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Hide now" }).ClickAsync();

    public async Task CopyAsync()
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Copy", Exact = true }).ClickAsync();
        await Assertions.Expect(Page.GetByTestId("clipboard")).ToContainTextAsync("Copied.");
    }

    public Task ClearClipboardAsync() => Dialog.GetByRole(AriaRole.Button, new() { Name = "Clear now" }).ClickAsync();

    public async Task CloseAsync()
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }
}
