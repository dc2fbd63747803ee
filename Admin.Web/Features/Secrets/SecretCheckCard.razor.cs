using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretCheckCard : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SecretCheckReport? _report;

    [Inject]
    public required SecretChecks Checks { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IStringLocalizer<SecretManyTexts> Loc { get; init; }

    [Parameter, EditorRequired]
    public required SecretView Secret { get; set; }

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>The secret is no longer as it shows.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private SecretManyWords? Look => (_report?.Outcome ?? Secret.LastCheckOutcome) is { } outcome ? SecretManyWords.Of(outcome) : null;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task CheckAsync()
    {
        var (done, report) = await Runner.RunAsync(async () => await Checks.CheckAsync(await Circuit.GetAsync(_left.Token), Secret.Id, _left.Token));
        if (!done)
            return;
        _report = report;
        await Changed.InvokeAsync();
    }

    private async Task SetAddressAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretCheckAddressDialog>(null, new DialogParameters<SecretCheckAddressDialog> { { d => d.Secret, Secret } });
        if (await dialog.Result is not { Canceled: false })
            return;
        _report = null;
        Runner.Clear();
        await Changed.InvokeAsync();
    }
}
