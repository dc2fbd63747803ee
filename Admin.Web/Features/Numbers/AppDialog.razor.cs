using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Numbers;

/// <summary>Registers a Meta app, or gives it another name or other values.</summary>
public sealed partial class AppDialog
{
    private string? _name;
    private string? _metaAppId;
    private string? _appSecret;
    private string? _verifyToken;

    [Inject]
    public required WhatsAppApps Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<NumberTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter]
    public WhatsAppAppView? App { get; set; }

    protected override void OnInitialized() => (_name, _metaAppId) = (App?.Name, App?.MetaAppId);

    private async Task SaveAsync()
    {
        var (saved, app) = await Runner.RunAsync(SendAsync, Loc[nameof(NumberTexts.AppSavedDone)]);
        if (saved)
            Dialog.Close(DialogResult.Ok(app));
    }

    private async Task<Result<WhatsAppAppView>> SendAsync()
    {
        var actor = await Circuit.GetAsync();
        return App is null
            ? await Service.CreateAsync(actor, new WhatsAppAppDraft(_name, _metaAppId, Value(_appSecret), Value(_verifyToken)), CancellationToken.None)
            : await Service.ChangeAsync(actor, App.Id, new WhatsAppAppChange(_name, Value(_appSecret), Value(_verifyToken)), App.Stamp, CancellationToken.None);
    }

    private static SecretInput? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : new SecretInput(text.Trim());
}
