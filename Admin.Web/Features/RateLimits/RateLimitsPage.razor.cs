using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.RateLimits;

/// <summary>How the organization's limits stand, live. Watches the same topic as the hub's clients do.</summary>
public sealed partial class RateLimitsPage : IDisposable
{
    private readonly CancellationTokenSource _life = new();
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);
    private RateLimitOverview? _overview;
    private Error? _refusal;
    private DateTime? _at;

    [Inject]
    public required IStringLocalizer<RateLimitTexts> Loc { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required RateLimitService Limits { get; set; }

    [Inject]
    public required RateReleases Releases { get; set; }

    [Inject]
    public required RateConsumerNames ConsumerNames { get; set; }

    [Inject]
    public required IDialogService DialogService { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    public void Dispose()
    {
        _life.Cancel();
        _life.Dispose();
    }

    protected override Task OnInitializedAsync() => NameAsync();

    private void Take(LiveSnapshot snapshot) => (_overview, _at, _refusal) = ((RateLimitOverview)snapshot.Data, snapshot.At, null);

    private void Refuse(Error refusal) => (_refusal, _at) = (refusal, null);

    private async Task ChangeAsync(RateLimitState policy)
    {
        var parameters = new DialogParameters<RateLimitOverrideDialog> { { d => d.Policy, policy }, { d => d.Save, input => SaveAsync(policy.Name, input) } };
        await DialogService.ShowAsync<RateLimitOverrideDialog>(null, parameters);
    }

    private async Task<Result> SaveAsync(string policy, RateOverrideInput input) =>
        (await Limits.SetOverrideAsync(await Circuit.GetAsync(_life.Token), policy, input, _life.Token)).ToResult();

    private async Task RemoveAsync(RateLimitState policy)
    {
        var sure = await DialogService.ConfirmAsync(
            Loc[nameof(RateLimitTexts.RemoveTitle)],
            Loc[nameof(RateLimitTexts.RemoveText), RateLimitWords.Rate(Loc, policy.Override!.StandardLimit, policy.Override.StandardWindowSeconds)],
            Loc[nameof(RateLimitTexts.Remove)]);
        if (sure)
            await Runner.RunAsync(async () => await Limits.RemoveOverrideAsync(await Circuit.GetAsync(_life.Token), policy.Name, _life.Token), Loc[nameof(RateLimitTexts.Removed)]);
        _refusal = Runner.Error;
    }

    private async Task NameAsync()
    {
        var names = await ConsumerNames.OfOrganizationAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        if (!names.Failed)
            _names = names.Value;
    }

    private async Task ReleaseAsync(RateBlock block)
    {
        var who = RateLimitWords.Consumer(Loc, block.Counter.Length == 0 ? RateLimitWords.WholeOrganization : block.Consumer, _names);
        if (!await DialogService.ConfirmAsync(Loc[nameof(RateLimitTexts.ReleaseTitle), who], Loc[nameof(RateLimitTexts.ReleaseText), RateLimitWords.Name(Loc, block.Policy, "")], Loc[nameof(RateLimitTexts.Release)]))
            return;
        await Runner.RunAsync(async () => await Releases.ReleaseAsync(await Circuit.GetAsync(_life.Token), block.Policy, block.Counter, _life.Token), Loc[nameof(RateLimitTexts.Released)]);
        _refusal = Runner.Error;
    }
}
