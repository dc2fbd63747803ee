using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class InvitationPage
{
    private Error? _error;
    private OpenInvitation? _offer;
    private bool _done;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required Invitations Invitations { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "accept")]
    public string? FullName { get; set; }

    [SupplyParameterFromForm(FormName = "accept")]
    public string? Password { get; set; }

    private bool IsSignedIn => Http.User.Identity?.IsAuthenticated == true;

    private string Here => AdminUrls.With(InvitationMails.Path, ("token", Token));

    private string Title => _offer is null ? Loc[nameof(AccountTexts.InvitationAccept)] : Loc[nameof(AccountTexts.InvitationTitle), _offer.OrganizationName];

    private string RoleWord => _offer!.Role switch
    {
        Role.OrgAdmin => nameof(ShellTexts.RoleOrgAdmin),
        Role.Support => nameof(ShellTexts.RoleSupport),
        Role.Manager => nameof(ShellTexts.RoleManager),
    };

    protected override async Task OnInitializedAsync()
    {
        var open = await Invitations.LookAsync(Token, Http.RequestAborted);
        if (open.Failed)
            _error = open.Error;
        else
            _offer = open.Value;
    }

    private async Task JoinAsync()
    {
        var joined = await Invitations.AcceptAsync(Http.PersonActor(), Token, Http.RequestAborted);
        if (joined.Failed)
            _error = joined.Error;
        else
            Navigation.NavigateTo(AdminUrls.Home(joined.Value.Slug));
    }

    private async Task AcceptAsync()
    {
        var result = await Invitations.AcceptAsNewAsync(Actor.Visitor(Http.GetAddress()), Token, FullName, Password, Http.RequestAborted);
        (_error, _done) = (result.Error, !result.Failed);
    }
}
