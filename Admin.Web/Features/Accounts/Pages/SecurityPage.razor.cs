using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class SecurityPage
{
    private Error? _error;
    private SecondFactorStatus? _status;
    private SecondFactorOffer? _offer;
    private IReadOnlyList<string>? _codes;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required SecondFactor SecondFactor { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromForm(FormName = "enable")]
    public string? Code { get; set; }

    private Actor Actor => Http.PersonActor();

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        var status = await SecondFactor.StatusAsync(Actor, Http.RequestAborted);
        if (status.Failed)
        {
            _error = status.Error;
            return;
        }

        _status = status.Value;
        if (_status.IsOn)
            return;
        var offer = await SecondFactor.OfferAsync(Actor, Http.RequestAborted);
        _offer = offer.Failed ? null : offer.Value;
    }

    private async Task EnableAsync() => Show(await SecondFactor.EnableAsync(Actor, Code, Http.RequestAborted));

    private async Task RenewCodesAsync() => Show(await SecondFactor.RenewRecoveryCodesAsync(Actor, Http.RequestAborted));

    private async Task DisableAsync()
    {
        var result = await SecondFactor.DisableAsync(Actor, Http.RequestAborted);
        if (result.Failed)
            Refuse(result.Error);
        else
            await ReadAsync();
    }

    private void Show(Result<IReadOnlyList<string>> codes)
    {
        if (codes.Failed)
            Refuse(codes.Error);
        else
            _codes = codes.Value;
    }

    private void Refuse(Error error)
    {
        if (error == AccessErrors.ReauthenticationRequired)
            Navigation.NavigateTo(AccountUrls.ConfirmAndReturn(AdminUrls.Security));
        else
            _error = error;
    }
}
