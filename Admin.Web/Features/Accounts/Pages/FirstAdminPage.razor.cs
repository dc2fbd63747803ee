using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Composition;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class FirstAdminPage
{
    private Error? _error;
    private bool _open;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required FirstSuperAdmin FirstSuperAdmin { get; set; }

    [Inject]
    public required SignIn SignIn { get; set; }

    [Inject]
    internal BrowserSignIn Browser { get; set; } = null!;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "first-admin")]
    public string? FullName { get; set; }

    [SupplyParameterFromForm(FormName = "first-admin")]
    public string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "first-admin")]
    public string? Password { get; set; }

    protected override async Task OnInitializedAsync() => _open = await FirstSuperAdmin.IsOpenAsync(Token, Http.RequestAborted);

    private async Task CreateAsync()
    {
        var created = await FirstSuperAdmin.CreateAsync(Token, Email, FullName, Password, Http.GetAddress(), Http.RequestAborted);
        if (created.Failed)
        {
            _error = created.Error;
            return;
        }

        // Straight to the second factor: until it is set up, nothing else is allowed.
        var signedIn = await SignIn.PasswordAsync(Email, Password, Http.Browser(), Http.RequestAborted);
        if (!signedIn.Failed && signedIn.Value.Done is { } done && !(await Browser.OpenAsync(Http, done)).Failed)
            Navigation.NavigateTo(AdminUrls.Security);
        else
            Navigation.NavigateTo(AdminUrls.SignIn);
    }
}
