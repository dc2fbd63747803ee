using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The organization's data sources; the filter stands in the address.</summary>
public sealed partial class DataSourcesPage
{
    private readonly CancellationTokenSource _life = new();
    private readonly Dictionary<DataSourceId, ConnectionAnswer> _tests = [];
    private IReadOnlyList<DataSource>? _sources;
    private Error? _error;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Filter { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required DataSourceCatalog Sources { get; set; }

    [Inject]
    public required ConnectionTests Tests { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    private bool MayManage => Page.May(Permissions.DataSources.Manage);

    private IReadOnlyList<DataSource> Shown =>
        [.. (_sources ?? []).Where(s => string.IsNullOrWhiteSpace(Filter) || s.NormalizedName.Contains(Names.Normalize(Filter), StringComparison.Ordinal))];

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var page = await Sources.ListAsync(await Circuit.GetAsync(_life.Token), new PageRequest(1, PageRequest.MaxSize), _life.Token);
        _error = page.Error;
        _sources = page.Failed ? null : page.Value.Items;
    }

    private async Task TestAsync(DataSource source)
    {
        _tests.Remove(source.Id);
        var (succeeded, answer) = await Action.RunAsync(async () => await Tests.TestAsync(await Circuit.GetAsync(_life.Token), source.Id, _life.Token));
        if (succeeded)
            _tests[source.Id] = answer!;
    }
}
