using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.People;

public sealed partial class PeoplePage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<MemberView>? _list;
    private IReadOnlyList<InvitationView> _open = [];
    private (string?, string?, int?)? _loaded;

    [Inject]
    public required Members Service { get; init; }

    [Inject]
    public required Invitations Invitations { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<PeopleTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Role { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, Role, Number))
            return;
        _loaded = (Text, Role, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = new MemberFilter(Text, SnakeCase.TryParse<Role>(Role, out var role) ? role : null);
        var (loaded, read) = await Runner.RunAsync<(Page<MemberView>, IReadOnlyList<InvitationView>)>(async () =>
        {
            var actor = await Circuit.GetAsync(_left.Token);
            var list = await Service.ListAsync(actor, filter, new PageRequest(Number ?? 1), _left.Token);
            var open = await Invitations.ListAsync(actor, _left.Token);
            return (list.Error ?? open.Error) is { } error ? error : (list.Value, open.Value);
        });
        if (loaded)
            (_list, _open) = read;
    }

    private void GoToRole(string? role) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["role"] = string.IsNullOrEmpty(role) ? null : role, ["page"] = null }));

    private async Task InviteAsync()
    {
        var dialog = await Dialogs.ShowAsync<InviteDialog>();
        if (await dialog.Result is not { Canceled: false, Data: SentInvitation sent })
            return;
        if (sent.Link is { } link)
            await Dialogs.ShowOnceAsync(Loc[nameof(PeopleTexts.LinkTitle)], Loc[nameof(PeopleTexts.LinkText), sent.Invitation.Email], link);
        await LoadAsync();
    }

    private async Task RevokeAsync(InvitationView invitation) =>
        await ActAsync(actor => Invitations.RevokeAsync(actor, invitation.Id, _left.Token), Loc[nameof(PeopleTexts.WithdrawnDone)]);

    private async Task EditAsync(MemberView member)
    {
        var dialog = await Dialogs.ShowAsync<RoleDialog>(null, new DialogParameters<RoleDialog> { { d => d.Member, member } });
        if (await dialog.Result is { Canceled: false, Data: Role role })
            await ActAsync(async actor => (await Service.ChangeAsync(actor, member.PersonId, new MemberChange(role), member.Stamp, _left.Token)).ToResult(), Loc[nameof(PeopleTexts.ChangedDone)]);
    }

    private async Task SwitchAsync(MemberView member)
    {
        var disable = member.DisabledAt is null;
        if (disable && !await Dialogs.ConfirmAsync(Loc[nameof(PeopleTexts.DisableTitle), member.Name], Loc[nameof(PeopleTexts.DisableText)], Loc[nameof(PeopleTexts.Disable)]))
            return;
        await ActAsync(async actor => (await Service.ChangeAsync(actor, member.PersonId, new MemberChange(Disabled: disable), member.Stamp, _left.Token)).ToResult(), Loc[nameof(PeopleTexts.ChangedDone)]);
    }

    private async Task ResetAsync(MemberView member)
    {
        if (await Dialogs.ConfirmAsync(Loc[nameof(PeopleTexts.ResetTitle), member.Name], Loc[nameof(PeopleTexts.ResetText)], Loc[nameof(PeopleTexts.ResetSecondFactor)]))
            await ActAsync(actor => Service.ResetSecondFactorAsync(actor, member.PersonId, _left.Token), Loc[nameof(PeopleTexts.ResetDone)]);
    }

    private async Task ResetPasswordAsync(MemberView member)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(PeopleTexts.ResetPasswordTitle), member.Name], Loc[nameof(PeopleTexts.ResetPasswordText)], Loc[nameof(PeopleTexts.ResetPassword)]))
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        var (done, reset) = await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Service.ResetPasswordAsync(actor, member.PersonId, _left.Token), _left.Token));
        if (!done)
            return;
        if (reset!.Link is { } link)
            await Dialogs.ShowOnceAsync(Loc[nameof(PeopleTexts.ResetLinkTitle)], Loc[nameof(PeopleTexts.LinkText), member.Email], link);
        else
            Snackbar.Add(Loc[nameof(PeopleTexts.ResetMailed), member.Email], Severity.Success);
        await LoadAsync();
    }

    private async Task RemoveAsync(MemberView member)
    {
        if (await Dialogs.ConfirmAsync(Loc[nameof(PeopleTexts.RemoveTitle), member.Name], Loc[nameof(PeopleTexts.RemoveText)], Loc[nameof(PeopleTexts.Remove)], typedWord: member.Email))
            await ActAsync(actor => Service.RemoveAsync(actor, member.PersonId, _left.Token), Loc[nameof(PeopleTexts.RemovedDone)]);
    }

    private async Task ActAsync(Func<Actor, Task<Result>> act, string done)
    {
        var actor = await Circuit.GetAsync(_left.Token);
        if (await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => act(actor), _left.Token), done))
            await LoadAsync();
    }
}
