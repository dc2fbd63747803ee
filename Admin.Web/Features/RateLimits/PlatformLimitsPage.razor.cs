using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Composition.Hygiene;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.RateLimits;

/// <summary>The limiter as a whole, for super admins. Once a second it looks at what this node remembers; Redis is not asked.</summary>
public sealed partial class PlatformLimitsPage : IDisposable
{
    private readonly CancellationTokenSource _life = new();
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);
    private RateLimitPlatformOverview? _overview;
    private Error? _refusal;
    private ITimer? _timer;

    [Inject]
    public required IStringLocalizer<RateLimitTexts> Loc { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required RateLimitPlatform Limits { get; set; }

    [Inject]
    public required RateReleases Releases { get; set; }

    [Inject]
    public required IDialogService DialogService { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    private SharedAddressWatch Addresses { get; set; } = null!;

    public void Dispose()
    {
        _timer?.Dispose();
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (_overview is not null)
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(MoveAsync), null, RateSampler.Every, RateSampler.Every);
    }

    private async Task LoadAsync()
    {
        var read = await Limits.ReadAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        _overview = read.Failed ? null : read.Value;
        _refusal = read.Error;
        _names = _overview?.Names.ToDictionary(n => $"organization:{n.Key.Value:D}", n => n.Value, StringComparer.Ordinal) ?? _names;
    }

    private async Task MoveAsync()
    {
        if (_life.IsCancellationRequested || _overview is not { } overview)
            return;
        var moved = await Limits.WatchAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        if (moved.Failed)
        {
            (_overview, _refusal) = (null, moved.Error);
            _timer?.Dispose();
        }
        else
        {
            _overview = overview with { Activity = moved.Value.Activity, Degraded = moved.Value.Degraded };
        }

        StateHasChanged();
    }

    private async Task ReleaseAsync(RateBlock block)
    {
        var who = RateLimitWords.Consumer(Loc, block.Consumer, _names);
        if (!await DialogService.ConfirmAsync(Loc[nameof(RateLimitTexts.ReleaseTitle), who], Loc[nameof(RateLimitTexts.ReleaseText), RateLimitWords.Name(Loc, block.Policy, "")], Loc[nameof(RateLimitTexts.Release)]))
            return;
        await Runner.RunAsync(async () => await Releases.ReleaseAnyAsync(await Circuit.GetAsync(_life.Token), block.Organization, block.Policy, block.Counter, _life.Token), Loc[nameof(RateLimitTexts.Released)]);
        await LoadAsync();
    }
}
