using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Secrets;
using Admin.Web.Features.Shared;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor;
using MudBlazor.Services;

namespace Admin.Tests.Web.Secrets;

public sealed class RevealDialogTests : BunitContext, IAsyncLifetime
{
    private SecretsFixture _test = null!;
    private BunitJSModuleInterop _module = null!;
    private string? _shown;

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _module = JSInterop.SetupModule("./Features/Secrets/RevealDialog.razor.js");
        _module.Mode = JSRuntimeMode.Strict;
        // The stream ends with the call, so it is read while the call is matched.
        _module.SetupVoid("show", call => Take(call.Arguments[1])).SetVoidResult();
        _module.SetupVoid("hide", _ => true).SetVoidResult();
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(_test.Time);
        Services.AddSingleton(_test.Service);
        Services.AddSingleton(new OrganizationDirectory(_test.Db.Db));
        Services.AddSingleton<ErrorWords>();
        Services.AddScoped<CircuitActor>();
        Services.AddTransient<ActionRunner>();
        // Not reached: these tests run right after the sign-in.
        Services.AddSingleton(new StepUp(null!, null!, null!, null!, null!, null!, null!));
        AddAuthorization().SetAuthorized("admin").SetClaims(
            new(ActorClaims.Person, _test.Admin.Person!.Value.ToString()),
            new(ActorClaims.Session, _test.Admin.Session!.Value.ToString()));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/o/acme/secrets");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task Reveal_ALargeValue_LeavesAsAStreamAndStandsInNoMarkup()
    {
        var value = string.Concat(Enumerable.Repeat("0123456789", 10_000));
        var provider = await OpenAsync(await _test.AddAsync(value: value));

        provider.Find("textarea[required]").Input("case 42");
        provider.Find("#reveal-form").Submit();

        provider.WaitForAssertion(() => Assert.Equal(value, _shown));
        Assert.DoesNotContain("0123456789", provider.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reveal_AfterThirtySeconds_HidesByItself()
    {
        var provider = await OpenAsync(await _test.AddAsync());
        provider.Find("textarea[required]").Input("case 42");
        provider.Find("#reveal-form").Submit();
        provider.WaitForAssertion(() => Assert.NotNull(_shown));

        for (var i = 0; i < RevealDialog.ShownSeconds; i++)
            _test.Time.Advance(TimeSpan.FromSeconds(1));

        provider.WaitForAssertion(() => Assert.Single(_module.Invocations["hide"]));
    }

    [Theory]
    [InlineData("cleared", "The clipboard is cleared.")]
    [InlineData("other", "Something else was copied")]
    [InlineData("refused", "did not allow clearing")]
    public async Task Copy_AfterThirtySeconds_ClearsAndSaysWhatCameOfIt(string outcome, string words)
    {
        _module.Setup<bool>("copy", _ => true).SetResult(true);
        _module.Setup<string>("clear", _ => true).SetResult(outcome);
        var provider = await RevealedAsync();
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Copy").Click();
        provider.WaitForAssertion(() => Assert.Contains("cleared in 30 s", provider.Find("[data-testid=clipboard]").TextContent, StringComparison.Ordinal));

        for (var i = 0; i < RevealDialog.CopiedSeconds; i++)
            _test.Time.Advance(TimeSpan.FromSeconds(1));

        provider.WaitForAssertion(() => Assert.Contains(words, provider.Find("[data-testid=clipboard]").TextContent, StringComparison.Ordinal));
        Assert.Single(_module.Invocations["clear"]);
    }

    [Fact]
    public async Task Copy_ClearNow_DoesNotWait()
    {
        _module.Setup<bool>("copy", _ => true).SetResult(true);
        _module.Setup<string>("clear", _ => true).SetResult("cleared");
        var provider = await RevealedAsync();
        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Copy").Click();

        provider.WaitForElement("[data-testid=clipboard] button").Click();

        provider.WaitForAssertion(() => Assert.Contains("The clipboard is cleared.", provider.Find("[data-testid=clipboard]").TextContent, StringComparison.Ordinal));
        Assert.Empty(provider.FindAll("[data-testid=clipboard] button"));
    }

    [Fact]
    public async Task Copy_WhereTheBrowserRefuses_SaysSo()
    {
        _module.Setup<bool>("copy", _ => true).SetResult(false);
        var provider = await RevealedAsync();

        provider.FindAll("button").Single(b => b.TextContent.Trim() == "Copy").Click();

        provider.WaitForAssertion(() => Assert.Contains("did not allow copying", provider.Find("[data-testid=clipboard]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reveal_WithoutAReason_CannotBePressed()
    {
        var provider = await OpenAsync(await _test.AddAsync());

        Assert.True(provider.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Reveal_Refused_SaysWhyAndShowsNothing()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("n", new SecretInput("v")) { Visibility = SecretVisibility.Restricted });
        var provider = await OpenAsync(secret);

        provider.Find("textarea[required]").Input("case 42");
        provider.Find("#reveal-form").Submit();

        provider.WaitForAssertion(() => Assert.Contains("secret_restricted", provider.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Null(_shown);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> RevealedAsync()
    {
        var provider = await OpenAsync(await _test.AddAsync());
        provider.Find("textarea[required]").Input("case 42");
        provider.Find("#reveal-form").Submit();
        provider.WaitForAssertion(() => Assert.NotNull(_shown));
        return provider;
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(SecretView secret)
    {
        var provider = Render<MudDialogProvider>();
        var dialogs = Services.GetRequiredService<IDialogService>();
        await provider.InvokeAsync(() => dialogs.ShowAsync<RevealDialog>(null, new DialogParameters<RevealDialog> { { d => d.Secret, secret } }));
        provider.WaitForElement("#reveal-form");
        return provider;
    }

    private bool Take(object? argument)
    {
        if (argument is DotNetStreamReference { Stream: MemoryStream content })
            _shown = Encoding.UTF8.GetString(content.ToArray());
        return true;
    }
}
