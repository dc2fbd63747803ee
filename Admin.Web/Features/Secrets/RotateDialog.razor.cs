using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class RotateDialog : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SecretValueField? _value;
    private bool _isBinary;
    private int _grace;
    private string? _note;

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required SecretView Secret { get; set; }

    private IReadOnlyList<int> Graces => [.. new[] { 0, 1, 24, 72, 168, SecretVersion.GraceHoursMax, Service.PreviousGraceHours }.Distinct().Order()];

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnInitialized() => _grace = Service.PreviousGraceHours;

    private async Task RotateAsync()
    {
        var (rotated, secret) = await Runner.RunAsync(SendAsync, Loc[nameof(SecretTexts.RotatedDone)]);
        if (rotated)
            Dialog.Close(DialogResult.Ok(secret));
    }

    private async Task<Result<SecretView>> SendAsync()
    {
        var value = await _value!.ReadAsync(_isBinary ? SecretEncoding.Base64 : SecretEncoding.Text, _left.Token);
        if (value.Failed)
            return value.Error;
        if (value.Value is null)
            return SecretErrors.ValueEmpty;
        return await Service.RotateAsync(await Circuit.GetAsync(_left.Token), Secret.Id, new SecretRotation(value.Value, _note, _grace), Secret.Stamp, _left.Token);
    }
}
