using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.SqlConsole;

/// <summary>Who may use which data source: what is asked for, what stands, and the way to give and take.</summary>
public sealed partial class DataSourceAccessPage
{
    private readonly CancellationTokenSource _life = new();
    private IReadOnlyList<GrantView>? _grants;
    private IReadOnlyList<DataSource> _sources = [];
    private IReadOnlyList<MemberView> _members = [];
    private Error? _error;
    private string? _source;
    private string _who = "role:support";
    private AccessMode _mode;
    private DateOnly? _until;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    public Guid? Source { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required GrantService Grants { get; set; }

    [Inject]
    public required DataSourceCatalog Sources { get; set; }

    [Inject]
    public required Members Members { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private IEnumerable<GrantView> Requests => _grants!.Where(g => g.Grant.State == GrantState.Requested);

    private IEnumerable<GrantView> Standing => _grants!.Where(g => g.Grant.State == GrantState.Active);

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var (actor, all) = (await Circuit.GetAsync(_life.Token), new PageRequest(1, PageRequest.MaxSize));
        await LoadAsync();
        var sources = await Sources.ListAsync(actor, all, _life.Token);
        _sources = sources.Failed ? [] : sources.Value.Items;
        _source = (Source ?? (_sources.Count > 0 ? _sources[0].Id.Value : null))?.ToString();
        var members = await Members.ListAsync(actor, new MemberFilter(), all, _life.Token);
        _members = members.Failed ? [] : members.Value.Items;
    }

    private async Task LoadAsync()
    {
        var grants = await Grants.ListAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        _error = grants.Error;
        _grants = grants.Failed ? null : grants.Value;
    }

    private async Task DecideAsync(GrantView view, bool approve)
    {
        var said = Loc[approve ? nameof(SqlConsoleTexts.Approved) : nameof(SqlConsoleTexts.Declined)];
        await Action.RunAsync(async () => await Grants.DecideAsync(await Circuit.GetAsync(_life.Token), view.Grant.Id, approve, _life.Token), said);
        await LoadAsync();
    }

    private async Task GiveAsync()
    {
        if (!Guid.TryParse(_source, out var source))
            return;
        var person = _who.StartsWith("person:", StringComparison.Ordinal) && Guid.TryParse(_who.AsSpan("person:".Length), out var id) ? PersonId.From(id) : (PersonId?)null;
        var draft = new GrantDraft(_mode, person, person is null ? Role.Support : null, _until?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        await Action.RunAsync(async () => await Grants.GiveAsync(await Circuit.GetAsync(_life.Token), new DataSourceId(source), draft, _life.Token), Loc[nameof(SqlConsoleTexts.Approved)]);
        await LoadAsync();
    }

    private async Task RevokeAsync(GrantView view)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(SqlConsoleTexts.RevokeTitle)], Loc[nameof(SqlConsoleTexts.RevokeText)], Loc[nameof(SqlConsoleTexts.Revoke)]))
            return;
        await Action.RunAsync(async () => await Grants.RevokeAsync(await Circuit.GetAsync(_life.Token), view.Grant.Id, _life.Token), Loc[nameof(SqlConsoleTexts.Revoked)]);
        await LoadAsync();
    }
}
