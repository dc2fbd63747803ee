using Admin.Domain.Messaging;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Numbers;

/// <summary>Meta apps that the organization brings itself, with the address that each one's webhooks come to.</summary>
public sealed partial class AppsCard : IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Inject]
    public required WhatsAppApps Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<NumberTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WhatsAppAppView> Apps { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private string AddressOf(WhatsAppAppView app) => Navigation.ToAbsoluteUri(app.WebhookPath).ToString();

    private async Task EditAsync(WhatsAppAppView? app)
    {
        var dialog = await Dialogs.ShowAsync<AppDialog>(null, new DialogParameters<AppDialog> { { d => d.App, app } });
        if (await dialog.Result is { Canceled: false })
            await OnChanged.InvokeAsync();
    }

    private async Task DeleteAsync(WhatsAppAppView app)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(NumberTexts.AppDeleteTitle), app.Name], Loc[nameof(NumberTexts.AppDeleteText)], Shared[nameof(SharedTexts.Delete)], typedWord: app.MetaAppId))
            return;
        if (await Runner.RunAsync(async () => await Service.DeleteAsync(await Circuit.GetAsync(_left.Token), app.Id, _left.Token), Loc[nameof(NumberTexts.AppDeletedDone)]))
            await OnChanged.InvokeAsync();
    }
}
