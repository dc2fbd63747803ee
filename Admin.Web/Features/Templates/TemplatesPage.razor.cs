using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using TemplateService = Admin.Domain.Messaging.Templates;

namespace Admin.Web.Features.Templates;

/// <summary>The list; its filters stand in the address.</summary>
public sealed partial class TemplatesPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<TemplateView>? _list;
    private IReadOnlyList<string> _languages = [];
    private TemplateSyncView? _sync;
    private TemplateSyncReport? _report;
    private (TemplateListState, int?)? _loaded;

    [Inject]
    public required TemplateService Service { get; init; }

    [Inject]
    public required TemplateSync Sync { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required ActionRunner Syncing { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "category")]
    public string? Category { get; set; }

    [SupplyParameterFromQuery(Name = "language")]
    public string? Language { get; set; }

    [SupplyParameterFromQuery(Name = "quality")]
    public string? Quality { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private TemplateListState State => TemplateListState.Parse(Text, Status, Category, Language, Quality);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (State, Number))
            return;
        _loaded = (State, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loaded, read) = await Runner.RunAsync<(Page<TemplateView>, IReadOnlyList<string>, TemplateSyncView)>(async () =>
        {
            var actor = await Circuit.GetAsync(_left.Token);
            var list = await Service.ListAsync(actor, State.Filter, new PageRequest(Number ?? 1), _left.Token);
            var languages = await Service.LanguagesAsync(actor, _left.Token);
            var sync = await Sync.StateAsync(actor, _left.Token);
            return (list.Error ?? languages.Error ?? sync.Error) is { } error ? error : (list.Value, languages.Value, sync.Value);
        });
        if (loaded)
            (_list, _languages, _sync) = read;
    }

    private async Task SynchronizeAsync()
    {
        _report = null;
        var (done, report) = await Syncing.RunAsync(async () => await Sync.SynchronizeAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        _report = done ? report : null;
        await LoadAsync();
    }

    private void Choose(string name, ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["page"] = null }), replace: true);
}
