using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretUsagePage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SecretStats? _stats;
    private Error? _error;

    [Inject]
    public required SecretStatistics Statistics { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required IStringLocalizer<SecretUsageTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Words { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var read = await Statistics.GetAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        _error = read.Error;
        _stats = read.Failed ? null : read.Value;
    }

    /// <summary>Each figure leads to the secrets that it counts.</summary>
    private static IEnumerable<(string Label, int Count, SecretListState State)> Figures(SecretStats stats) =>
    [
        (nameof(SecretUsageTexts.Total), stats.Overview.Total, new SecretListState()),
        (nameof(SecretUsageTexts.Expiring), stats.Overview.Expiring, new SecretListState { Expiry = SecretExpiry.Expiring }),
        (nameof(SecretUsageTexts.Expired), stats.Overview.Expired, new SecretListState { Expiry = SecretExpiry.Expired }),
        (nameof(SecretUsageTexts.OverdueRotation), stats.Overview.OverdueRotation, new SecretListState { Attention = SecretAttention.OverdueRotation }),
        (nameof(SecretUsageTexts.NeverUsed), stats.NeverUsed, new SecretListState { Attention = SecretAttention.NeverUsed }),
        (nameof(SecretUsageTexts.Stale), stats.Stale, new SecretListState { Attention = SecretAttention.Stale }),
        (nameof(SecretUsageTexts.Duplicates), stats.Duplicates, new SecretListState { Attention = SecretAttention.Duplicate }),
        (nameof(SecretUsageTexts.Deleted), stats.Deleted, new SecretListState { Deleted = true }),
    ];

    private List<SecretShare> Kinds(SecretStats stats) =>
        [.. stats.ByKind.OrderByDescending(k => k.Value).Select(k => new SecretShare(Words[SecretWords.Kind(k.Key)], k.Value, new SecretListState { Kind = k.Key }.Url(Organization)))];

    private List<SecretShare> Providers(SecretStats stats) =>
        [.. stats.ByProvider.OrderByDescending(p => p.Value).Select(p => new SecretShare(SecretWords.Provider(p.Key), p.Value, new SecretListState { Provider = p.Key }.Url(Organization)))];
}

/// <summary>A part of all secrets, and where to see it.</summary>
public sealed record SecretShare(string Name, int Count, string Url);
