using Admin.Domain.Campaigns;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>What the steps have in common that save what they hold each time a field is left.</summary>
public abstract class SavingStep : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>Something was saved; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    /// <summary>Null until what is saved has been read, and for those who may not change it.</summary>
    protected StepSaver? Saver { get; set; }

    /// <summary>Ends when the step is left. A save does not end with it.</summary>
    protected CancellationToken Left => _left.Token;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task SaveAsync()
    {
        await Saver!.SaveAsync();
        if (!_left.IsCancellationRequested)
            await Changed.InvokeAsync();
    }
}
