using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretDialog : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SecretForm _form = new();
    private SecretValueField? _value;

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The secret to change; null makes a new one.</summary>
    [Parameter]
    public SecretView? Secret { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<SecretScope> Scopes { get; set; }

    /// <summary>Who can be its owner.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SecretOwner> Owners { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnInitialized() => _form = Secret is null ? new SecretForm() : SecretForm.Of(Secret, Clock);

    private async Task SaveAsync()
    {
        var (saved, secret) = await Runner.RunAsync(SendAsync, Loc[Secret is null ? nameof(SecretTexts.CreatedDone) : nameof(SecretTexts.SavedDone)]);
        if (saved)
            Dialog.Close(DialogResult.Ok(secret));
    }

    private async Task<Result<SecretView>> SendAsync()
    {
        var value = await _value!.ReadAsync(_form.Encoding, _left.Token);
        if (value.Failed)
            return value.Error;
        var actor = await Circuit.GetAsync(_left.Token);
        return Secret is null
            ? await Service.CreateAsync(actor, _form.ToDraft(value.Value, Clock), _left.Token)
            : await Service.UpdateAsync(actor, Secret.Id, _form.ToChange(Secret, value.Value, Clock), Secret.Stamp, _left.Token);
    }
}
