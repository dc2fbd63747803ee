using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Web.Components;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Secrets;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretBulkBarTests : ComponentContext
{
    private readonly TickedSecrets _ticked = new();
    private SecretsFixture _test = null!;
    private int _changes;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _test = await SecretsFixture.CreateAsync();
        Services.AddSingleton(_test.Service);
        Services.AddSingleton(_test.Get<SecretBatches>());
        Services.AddSingleton(_test.Get<ReEncryptionService>());
        Services.AddSingleton(new OrganizationDirectory(_test.Db.Db));
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(_test.Admin));
        Services.AddScoped<CircuitActor>();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/o/acme/secrets");
    }

    [Fact]
    public void Bar_NothingTicked_IsNotThere() => Assert.Empty(Show().FindAll("[data-testid=bulk-bar]"));

    [Fact]
    public async Task Tags_GivenInTheDialog_ReachTheTickedOnes()
    {
        var secret = await _test.AddAsync("ONE");
        _ticked.Turn([secret], secret.Id, withShift: false);
        var dialogs = Dialogs();
        var bar = Show();

        // The handler ends with its dialog.
        var pressed = bar.Find("[data-testid=bulk-bar] button").ClickAsync(new());
        dialogs.WaitForElement("#tags-add").Input("prod, eu");
        await dialogs.Find("#tags-form").SubmitAsync();
        await pressed.WaitAsync(TimeSpan.FromSeconds(30));

        bar.WaitForAssertion(() => Assert.Equal(1, _changes));
        Assert.Equal(["prod", "eu"], (await GetAsync(secret.Id)).Tags);
        var toast = Assert.Single(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
        Assert.Equal("1 secret is changed.", toast.Message);
    }

    [Fact]
    public async Task Move_OfTheTickedOnes_StartsARunOfThem()
    {
        var secret = await _test.AddAsync("ONE");
        await _test.AddAsync("STAYS");
        _ticked.Turn([secret], secret.Id, withShift: false);
        var dialogs = Dialogs();
        var bar = Show();

        var pressed = bar.Find("[data-testid=bulk-move]").ClickAsync(new());
        dialogs.WaitForElement("#move-provider").Change(SecretProviders.AesGcm);
        await dialogs.Find("#move-form").SubmitAsync();
        await pressed.WaitAsync(TimeSpan.FromSeconds(30));

        var run = Assert.Single((await _test.Get<ReEncryptionService>().ListAsync(_test.Admin, new PageRequest(), CancellationToken.None)).Value.Items);
        Assert.Equal((SecretProviders.AesGcm, 1), (run.Provider, run.SecretCount));
    }

    [Fact]
    public async Task Tags_ThatOneCannotTake_AreSaidWithTheReason()
    {
        var full = await _test.AddAsync(draft: new SecretDraft("FULL", new SecretInput("1")) { Tags = [.. Enumerable.Range(0, Secret.TagsMax).Select(i => $"t{i}")] });
        _ticked.Turn([full], full.Id, withShift: false);
        var dialogs = Dialogs();
        var bar = Show();

        // The handler ends with its dialog.
        var pressed = bar.Find("[data-testid=bulk-bar] button").ClickAsync(new());
        dialogs.WaitForElement("#tags-add").Input("prod");
        await dialogs.Find("#tags-form").SubmitAsync();
        await pressed.WaitAsync(TimeSpan.FromSeconds(30));

        bar.WaitForAssertion(() => Assert.Contains("1 secret stayed as it was", bar.Markup, StringComparison.Ordinal));
        Assert.Contains("at most 20 tags", bar.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<SecretBulkBar> Show() =>
        Render<SecretBulkBar>(p => p.Add(b => b.Ticked, _ticked).Add(b => b.MayWrite, true).Add(b => b.Changed, () => _changes++));

    private async Task<SecretView> GetAsync(SecretId id) => (await _test.Service.GetAsync(_test.Admin, id, CancellationToken.None)).Value;

    private sealed class SignedIn(Actor actor) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new System.Security.Claims.ClaimsPrincipal(
            new System.Security.Claims.ClaimsIdentity([new(ActorClaims.Person, actor.Person!.Value.ToString()), new(ActorClaims.Session, actor.Session!.Value.ToString())], "test"))));
    }
}
