using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using TokenService = Admin.Domain.Accounts.ServiceTokens;

namespace Admin.Web.Features.ServiceTokens;

public sealed partial class ServiceTokensPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<ServiceTokenView>? _list;
    private (string?, bool?, int?)? _loaded;

    [Inject]
    public required TokenService Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required IStringLocalizer<ServiceTokenTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    /// <summary>Revoked and expired ones too.</summary>
    [SupplyParameterFromQuery]
    public bool? All { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, All, Number))
            return;
        _loaded = (Text, All, Number);
        await LoadAsync();
    }

    private string State(ServiceTokenView token)
    {
        if (token.RevokedAt is not null)
            return "revoked";
        return token.ExpiresAt <= Clock.UtcNow ? "expired" : "active";
    }

    private async Task LoadAsync()
    {
        var filter = new ServiceTokenFilter(Text, All == true ? null : true);
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), filter, new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private void ShowAll(bool all) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["all"] = all ? true : null, ["page"] = null }));

    private async Task EditAsync(ServiceTokenView? token)
    {
        var dialog = await Dialogs.ShowAsync<ServiceTokenDialog>(null, new DialogParameters<ServiceTokenDialog> { { d => d.Token, token } });
        if (await dialog.Result is not { Canceled: false } result)
            return;
        if (result.Data is CreatedServiceToken made)
            await Dialogs.ShowOnceAsync(Loc[nameof(ServiceTokenTexts.OnceTitle)], Loc[nameof(ServiceTokenTexts.OnceText)], made.Text);
        await LoadAsync();
    }

    private async Task RevokeAsync(ServiceTokenView token)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ServiceTokenTexts.RevokeTitle), token.Name], Loc[nameof(ServiceTokenTexts.RevokeText)], Loc[nameof(ServiceTokenTexts.Revoke)], typedWord: token.Name))
            return;
        if (await Runner.RunAsync(async () => await Service.RevokeAsync(await Circuit.GetAsync(_left.Token), token.Id, _left.Token), Loc[nameof(ServiceTokenTexts.RevokedDone)]))
            await LoadAsync();
    }
}
