using Admin.Domain.Accounts;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Components.Layout;

/// <summary>The frame around every interactive page. It waits for the browser's zone and the person's grant before it shows a page.</summary>
public sealed partial class MainLayout : IDisposable
{
    private readonly CancellationTokenSource _life = new();
    private MudThemeProvider? _themes;
    private PageBoundary? _boundary;
    private PageContext? _page;
    private bool _dark;
    private bool _rail;
    private bool _drawer;

    [Inject]
    public required IOptions<ShellOptions> Shell { get; set; }

    [Inject]
    public required IStringLocalizer<ShellTexts> Loc { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required Access Access { get; set; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    [CascadingParameter(Name = "Theme")]
    public string Theme { get; set; } = "system";

    private string Here => Navigation.Uri.Split('#')[0];

    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _dark = Theme == "dark";
        Navigation.LocationChanged += OnMoved;
        var browser = await Js.InvokeAsync<BrowserFacts>("adminShell.environment", _life.Token);
        _rail = browser.Rail;
        Clock.UseZone(browser.TimeZone);
        await LoadPageAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _themes is null || Theme != "system")
            return;
        await _themes.WatchSystemDarkModeAsync(UseDarkAsync);
        await UseDarkAsync(await _themes.GetSystemDarkModeAsync());
    }

    private Task UseDarkAsync(bool dark)
    {
        _dark = dark;
        return InvokeAsync(StateHasChanged);
    }

    private async Task LoadPageAsync()
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User;
        var organization = await Circuit.OrganizationAsync(_life.Token);
        var named = AdminUrls.OrganizationOf(Navigation.ToBaseRelativePath(Navigation.Uri)) is not null;
        var grant = named && organization is null
            ? AccessGrant.Refused(Domain.Organizations.OrganizationErrors.NotFound)
            : await Access.GrantAsync(await Circuit.GetAsync(organization?.Id), _life.Token);
        _page = PageContext.At(
            organization,
            grant,
            user.FindFirst(ActorClaims.Name)?.Value ?? user.FindFirst(ActorClaims.Email)?.Value ?? "",
            user.FindFirst(ActorClaims.Email)?.Value,
            user.HasClaim(ActorClaims.SuperAdmin, "true")) with
        { HasSimulator = Shell.Value.IsSimulated };
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(ArriveAsync);

    private async Task ArriveAsync()
    {
        try
        {
            _boundary?.Recover();
            _drawer = false;
            await LoadPageAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            // The circuit ended while the page was loading.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task ToggleRailAsync()
    {
        _rail = !_rail;
        await Js.InvokeVoidAsync("adminShell.keepRail", _life.Token, _rail);
    }

    private void OpenDrawer() => _drawer = true;

    private void CloseDrawer() => _drawer = false;
}

/// <summary>What the browser tells about itself.</summary>
internal sealed record BrowserFacts(string TimeZone, bool Narrow, bool Rail, bool Mac);
