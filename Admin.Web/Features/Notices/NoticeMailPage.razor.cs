using Admin.Domain.Notices;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Notices;

public sealed partial class NoticeMailPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<NoticeChoice>? _choices;

    [Inject]
    public required NoticePreferences Service { get; init; }

    [Inject]
    public required NoticeMails Mails { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<NoticeTexts> Loc { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var (read, choices) = await Runner.RunAsync(async () => await Service.GetAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (read)
            _choices = choices;
    }

    private void Choose(NoticeGroup group, bool mail) =>
        _choices = [.. _choices!.Select(c => c.Group == group ? c with { Mail = mail } : c)];

    private async Task SaveAsync()
    {
        var (saved, choices) = await Runner.RunAsync(async () => await Service.SetAsync(await Circuit.GetAsync(_left.Token), _choices!, _left.Token), Loc[nameof(NoticeTexts.Saved)]);
        if (saved)
            _choices = choices;
    }
}
