using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using MudBlazor;

namespace Admin.Web.Features.Organizations;

/// <summary>Calls that may need a fresh confirmation, and answers that are shown once.</summary>
internal static class SensitiveActs
{
    private static readonly DialogOptions NoStrayClose = new() { CloseOnEscapeKey = false, BackdropClick = false, FullWidth = true, MaxWidth = MaxWidth.Small };

    /// <summary>Makes the call; where it wants a confirmation, asks for one and repeats it.</summary>
    public static async Task<Result<T>> ConfirmedAsync<T>(this IDialogService dialogs, StepUp stepUp, Actor actor, Func<Task<Result<T>>> act, CancellationToken ct)
    {
        var result = await act();
        if (result.Error?.Code != AccessErrors.ReauthenticationRequired.Code)
            return result;
        return await dialogs.StepUpAsync(proof => stepUp.ConfirmAsync(actor, proof.Password, proof.Otp, ct)) ? await act() : result;
    }

    /// <inheritdoc cref="ConfirmedAsync{T}"/>
    public static async Task<Result> ConfirmedAsync(this IDialogService dialogs, StepUp stepUp, Actor actor, Func<Task<Result>> act, CancellationToken ct)
    {
        var result = await dialogs.ConfirmedAsync<bool>(stepUp, actor, async () => (await act()) is { Failed: true } failed ? failed.Error : true, ct);
        return result.ToResult();
    }

    public static async Task ShowOnceAsync(this IDialogService dialogs, string title, string text, string value)
    {
        var parameters = new DialogParameters<ShownOnce> { { d => d.Title, title }, { d => d.Text, text }, { d => d.Value, value } };
        var dialog = await dialogs.ShowAsync<ShownOnce>(null, parameters, NoStrayClose);
        await dialog.Result;
    }
}
