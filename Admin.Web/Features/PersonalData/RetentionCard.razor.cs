using Admin.Domain.PersonalData;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.PersonalData;

public sealed partial class RetentionCard : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private RetentionView? _terms;
    private int _days;
    private int _months;
    private int _bodyDays;
    private int _uploadDays;

    [Inject]
    public required Retention Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<PersonalDataTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var (done, terms) = await Runner.RunAsync(async () => await Service.GetAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (done)
            Show(terms!);
    }

    private async Task SaveAsync()
    {
        var (done, terms) = await Runner.RunAsync(
            async () => await Service.ChangeAsync(await Circuit.GetAsync(_left.Token), new RetentionChange(_days, _months, _bodyDays, _uploadDays), _terms!.Stamp, _left.Token),
            Loc[nameof(PersonalDataTexts.SavedDone)]);
        if (done)
            Show(terms!);
    }

    private void Show(RetentionView terms) =>
        (_terms, _days, _months, _bodyDays, _uploadDays) = (terms, terms.QueryHistoryDays, terms.RecipientMonths, terms.WebhookBodyDays, terms.UploadDays);
}
