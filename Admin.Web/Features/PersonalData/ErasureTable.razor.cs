using Admin.Domain.Common;
using Admin.Domain.PersonalData;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.PersonalData;

public sealed partial class ErasureTable : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<ErasureView>? _list;
    private int? _loaded;

    [Inject]
    public required PersonDesk Desk { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<PersonalDataTexts> Loc { get; init; }

    [Parameter, EditorRequired]
    public required int Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    public async Task LoadAsync()
    {
        var (done, list) = await Runner.RunAsync(async () => await Desk.ListAsync(await Circuit.GetAsync(_left.Token), new PageRequest(Number), _left.Token));
        if (done)
            _list = list;
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Number)
            return;
        _loaded = Number;
        await LoadAsync();
    }
}
