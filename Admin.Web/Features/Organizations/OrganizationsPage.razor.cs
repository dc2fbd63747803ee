using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Organizations;

public sealed partial class OrganizationsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<OrganizationView>? _list;
    private IReadOnlyList<VisitView> _visits = [];
    private (string?, int?)? _loaded;

    [Inject]
    public required OrganizationsService Service { get; init; }

    [Inject]
    public required Visits Visits { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<OrganizationTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, Number))
            return;
        _loaded = (Text, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loaded, read) = await Runner.RunAsync<(Page<OrganizationView>, IReadOnlyList<VisitView>)>(async () =>
        {
            var actor = await Circuit.GetAsync(_left.Token);
            var list = await Service.ListAsync(actor, new OrganizationFilter(Text), new PageRequest(Number ?? 1), _left.Token);
            var visits = await Visits.CurrentAsync(actor, _left.Token);
            return (list.Error ?? visits.Error) is { } error ? error : (list.Value, visits.Value);
        });
        if (loaded)
            (_list, _visits) = read;
    }

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<OrganizationDialog>();
        if (await dialog.Result is not { Canceled: false, Data: CreatedOrganization made })
            return;
        if (made.FirstAdmin.Link is { } link)
            await Dialogs.ShowOnceAsync(Loc[nameof(OrganizationTexts.LinkTitle)], Loc[nameof(OrganizationTexts.LinkText)], link);
        await LoadAsync();
    }

    private async Task EnterAsync(OrganizationView organization)
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(OrganizationTexts.EnterTitle), organization.Name], Loc[nameof(OrganizationTexts.EnterText)], Loc[nameof(OrganizationTexts.Enter)], harmless: true);
        if (reason is not null && (await Runner.RunAsync(async () => await Visits.EnterAsync(await Circuit.GetAsync(_left.Token), organization.Id, reason, _left.Token))).Succeeded)
            Navigation.NavigateTo(AdminUrls.Home(organization.Slug), forceLoad: true);
    }

    private async Task LeaveAsync(VisitView visit)
    {
        if (await Runner.RunAsync(async () => await Visits.LeaveAsync(await Circuit.GetAsync(_left.Token), visit.Organization, _left.Token), Loc[nameof(OrganizationTexts.LeftDone), visit.OrganizationName]))
            await LoadAsync();
    }

    private async Task SuspendAsync(OrganizationView organization)
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(OrganizationTexts.SuspendTitle), organization.Name], Loc[nameof(OrganizationTexts.SuspendText)], Loc[nameof(OrganizationTexts.Suspend)], typedWord: organization.Slug);
        if (reason is not null)
            await SwitchAsync(actor => Service.SuspendAsync(actor, organization.Id, reason, _left.Token), Loc[nameof(OrganizationTexts.SuspendedDone), organization.Name]);
    }

    private async Task ResumeAsync(OrganizationView organization)
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(OrganizationTexts.ResumeTitle), organization.Name], Loc[nameof(OrganizationTexts.ResumeText)], Loc[nameof(OrganizationTexts.Resume)], harmless: true);
        if (reason is not null)
            await SwitchAsync(actor => Service.ResumeAsync(actor, organization.Id, reason, _left.Token), Loc[nameof(OrganizationTexts.ResumedDone), organization.Name]);
    }

    private async Task SwitchAsync(Func<Actor, Task<Result<OrganizationView>>> act, string done)
    {
        var actor = await Circuit.GetAsync(_left.Token);
        if ((await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => act(actor), _left.Token), done)).Succeeded)
            await LoadAsync();
    }
}
