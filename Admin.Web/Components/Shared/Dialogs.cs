using Admin.Domain.Common;
using MudBlazor;

namespace Admin.Web.Components.Shared;

/// <summary>The shared dialogs by one call each.</summary>
public static class Dialogs
{
    /// <summary>True when confirmed.</summary>
    public static async Task<bool> ConfirmAsync(this IDialogService dialogs, string title, string text, string verb, string? typedWord = null, bool harmless = false) =>
        await AskAsync(dialogs, title, text, verb, typedWord, harmless, asksReason: false) is { Canceled: false };

    /// <summary>The reason, or null when the person thought better of it.</summary>
    public static async Task<string?> ConfirmWithReasonAsync(this IDialogService dialogs, string title, string text, string verb, string? typedWord = null, bool harmless = false) =>
        await AskAsync(dialogs, title, text, verb, typedWord, harmless, asksReason: true) is { Canceled: false } result ? (string?)result.Data : null;

    /// <summary>True when the person proved who they are.</summary>
    public static async Task<bool> StepUpAsync(this IDialogService dialogs, Func<StepUpProof, Task<Result>> confirm)
    {
        var dialog = await dialogs.ShowAsync<StepUpDialog>(null, new DialogParameters<StepUpDialog> { { d => d.Confirm, confirm } });
        return await dialog.Result is { Canceled: false };
    }

    private static async Task<DialogResult?> AskAsync(IDialogService dialogs, string title, string text, string verb, string? typedWord, bool harmless, bool asksReason)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title },
            { d => d.Text, text },
            { d => d.Verb, verb },
            { d => d.TypedWord, typedWord },
            { d => d.IsHarmless, harmless },
            { d => d.AsksReason, asksReason },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters);
        return await dialog.Result;
    }
}
