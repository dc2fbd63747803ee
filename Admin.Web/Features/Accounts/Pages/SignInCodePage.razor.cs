using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class SignInCodePage
{
    private Error? _error;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required SignIn SignIn { get; set; }

    [Inject]
    internal BrowserSignIn Browser { get; set; } = null!;

    [Inject]
    internal PendingSignInCookie Pending { get; set; } = null!;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "code")]
    public string? Code { get; set; }

    private async Task SignInAsync()
    {
        if (Pending.Read(Http) is not { } pending)
        {
            _error = AccountErrors.SignInExpired;
            return;
        }

        var signedIn = await SignIn.CodeAsync(pending, Code, Http.Browser(), Http.RequestAborted);
        if (signedIn.Failed)
        {
            _error = Http.Noted(signedIn.Error);
            return;
        }

        PendingSignInCookie.Clear(Http);
        var me = await Browser.OpenAsync(Http, signedIn.Value);
        _error = me.Error;
        if (!me.Failed)
            Navigation.NavigateTo(AccountPage.After(ReturnUrl));
    }
}
