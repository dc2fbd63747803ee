using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.SqlConsole;

/// <summary>Adds a data source, or changes one.</summary>
public sealed partial class DataSourcePage
{
    private readonly CancellationTokenSource _life = new();
    private DataSourceForm _form = new();
    private DataSource? _source;
    private ConnectionAnswer? _test;
    private IReadOnlyList<SecretView> _secrets = [];
    private Error? _loadError;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid? Id { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required DataSourceCatalog Sources { get; set; }

    [Inject]
    public required ConnectionTests Tests { get; set; }

    [Inject]
    public required EngineCatalog Engines { get; set; }

    [Inject]
    public required SecretService Secrets { get; set; }

    [Inject]
    public required StepUp StepUp { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var secrets = await Secrets.ListAsync(await Circuit.GetAsync(_life.Token), new SecretFilter(), new PageRequest(1, PageRequest.MaxSize), _life.Token);
        _secrets = secrets.Failed ? [] : secrets.Value.Items;
        if (Id is not { } id)
            return;
        var found = await Sources.GetAsync(await Circuit.GetAsync(_life.Token), new DataSourceId(id), _life.Token);
        if (found.Failed)
            _loadError = found.Error;
        else
            Show(found.Value);
    }

    private static IEnumerable<DayOfWeek> Week => Enumerable.Range(0, 7).Select(i => (DayOfWeek)(((int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek + i) % 7));

    private EngineTraits Traits => Engines.Find(_form.Engine)!.Traits;

    private void SetDay(DayOfWeek day, bool on)
    {
        if (on)
            _form.Days.Add(day);
        else
            _form.Days.Remove(day);
    }

    private void Show(DataSource source) => (_source, _form) = (source, DataSourceForm.Of(source));

    private async Task SaveAsync()
    {
        var isNew = _source is null;
        var (succeeded, saved) = await Action.RunAsync(SendAsync, Loc[isNew ? nameof(SqlConsoleTexts.Added) : nameof(SqlConsoleTexts.Saved)]);
        if (!succeeded)
            return;
        if (isNew)
            Navigation.NavigateTo(AdminUrls.DataSources(Page.Slug));
        else
            Show(saved!);
    }

    private async Task<Result<DataSource>> SendAsync()
    {
        var actor = await Circuit.GetAsync(_life.Token);
        return await Dialogs.ConfirmedAsync(
            StepUp,
            actor,
            () => _source is null
                ? Sources.CreateAsync(actor, _form.ToSettings(), _life.Token)
                : Sources.ChangeAsync(actor, _source.Id, _source.Stamp, _form.ToSettings(), _life.Token),
            _life.Token);
    }

    private async Task TestAsync()
    {
        _test = null;
        var actor = await Circuit.GetAsync(_life.Token);
        var (succeeded, answer) = await Action.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Tests.TestAsync(actor, _form.ToSettings(), _life.Token), _life.Token));
        if (succeeded)
            _test = answer;
    }

    private async Task DeleteAsync()
    {
        var source = _source!;
        if (!await Dialogs.ConfirmAsync(Loc[nameof(SqlConsoleTexts.DeleteTitle), source.Name], Loc[nameof(SqlConsoleTexts.DeleteText)], Loc[nameof(SqlConsoleTexts.Delete)]))
            return;
        if (await Action.RunAsync(async () => await Sources.DeleteAsync(await Circuit.GetAsync(_life.Token), source.Id, _life.Token), Loc[nameof(SqlConsoleTexts.Deleted), source.Name]))
            Navigation.NavigateTo(AdminUrls.DataSources(Page.Slug));
    }
}
