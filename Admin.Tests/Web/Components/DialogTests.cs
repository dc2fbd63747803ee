using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Admin.Tests.Web.Components;

public sealed class DialogTests : ComponentContext
{
    [Fact]
    public async Task Confirm_TypedWord_ReleasesTheButton()
    {
        var dialogs = Dialogs();
        var service = Services.GetRequiredService<IDialogService>();
        Task<bool>? answer = null;
        await dialogs.InvokeAsync(() => { answer = service.ConfirmAsync("Purge", "Gone for good.", "Purge secret", typedWord: "API_KEY"); });
        Assert.True(dialogs.Find(".button.danger").HasAttribute("disabled"));

        dialogs.Find("#confirm-word").Input("API_KEY");
        dialogs.Find(".button.danger").Click();

        Assert.True(await answer!);
    }

    [Fact]
    public async Task Confirm_Cancelled_IsFalse()
    {
        var dialogs = Dialogs();
        var service = Services.GetRequiredService<IDialogService>();
        Task<string?>? answer = null;
        await dialogs.InvokeAsync(() => { answer = service.ConfirmWithReasonAsync("Reveal", "It stands in the audit.", "Reveal"); });

        dialogs.Find(".mud-dialog-actions .button:not(.danger)").Click();

        Assert.Null(await answer!);
    }

    [Fact]
    public async Task Confirm_WithReason_HandsItOut()
    {
        var dialogs = Dialogs();
        var service = Services.GetRequiredService<IDialogService>();
        Task<string?>? answer = null;
        await dialogs.InvokeAsync(() => { answer = service.ConfirmWithReasonAsync("Reveal", "It stands in the audit.", "Reveal"); });

        dialogs.Find("textarea").Input("  customer asked  ");
        dialogs.Find(".button.danger").Click();

        Assert.Equal("customer asked", await answer!);
    }

    [Fact]
    public async Task StepUp_RefusedOnce_StaysOpenAndAsksAgain()
    {
        var dialogs = Dialogs();
        var service = Services.GetRequiredService<IDialogService>();
        var proofs = new List<StepUpProof>();
        Task<bool>? answer = null;
        await dialogs.InvokeAsync(() =>
        {
            answer = service.StepUpAsync(proof =>
            {
                proofs.Add(proof);
                return Task.FromResult(proofs.Count == 1 ? (Result)Error.Forbidden("wrong", "That is not your password.") : Result.Ok);
            });
        });

        dialogs.Find("#step-up-proof").Input("first");
        await dialogs.Find("form").SubmitAsync();
        Assert.Contains("That is not your password.", dialogs.Markup, StringComparison.Ordinal);
        dialogs.Find("#step-up-proof").Input("second");
        await dialogs.Find("form").SubmitAsync();

        Assert.True(await answer!);
        Assert.Equal(["first", "second"], proofs.Select(p => p.Password));
    }
}
