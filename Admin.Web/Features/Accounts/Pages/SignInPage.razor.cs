using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class SignInPage
{
    private Error? _error;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required SignIn SignIn { get; set; }

    [Inject]
    public required Registration Registration { get; set; }

    [Inject]
    internal BrowserSignIn Browser { get; set; } = null!;

    [Inject]
    internal PendingSignInCookie Pending { get; set; } = null!;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    public string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")]
    public string? Password { get; set; }

    private async Task SignInAsync()
    {
        var step = await SignIn.PasswordAsync(Email, Password, Http.Browser(), Http.RequestAborted);
        if (step.Failed)
        {
            _error = Http.Noted(step.Error);
            return;
        }

        if (step.Value.OwesCode is { } pending)
        {
            Pending.Write(Http, pending);
            Navigation.NavigateTo(AccountUrls.With(AccountUrls.Code, ReturnUrl));
            return;
        }

        var me = await Browser.OpenAsync(Http, step.Value.Done!);
        _error = me.Error;
        if (!me.Failed)
            Navigation.NavigateTo(AccountPage.After(ReturnUrl));
    }
}
