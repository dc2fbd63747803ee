using Admin.Domain.Common;
using Admin.Domain.Messaging.Forwarding;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Webhooks;

/// <summary>What waits to be passed on, for super admins. Looks again every two seconds.</summary>
public sealed partial class WebhooksPage : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _life = new();
    private ForwardBacklog? _backlog;
    private Error? _refusal;
    private ITimer? _timer;
    private bool _isReading;

    [Inject]
    public required WebhookForwarding Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IStringLocalizer<WebhookTexts> Loc { get; init; }

    public void Dispose()
    {
        _timer?.Dispose();
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (_backlog is not null)
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(MoveAsync), null, Every, Every);
    }

    private async Task LoadAsync()
    {
        var read = await Service.ReadAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        (_backlog, _refusal) = (read.Failed ? null : read.Value, read.Error);
    }

    private async Task MoveAsync()
    {
        // A slow database is not asked again before it has answered.
        if (_isReading || _life.IsCancellationRequested)
            return;
        _isReading = true;
        try
        {
            await LoadAsync();
            if (_refusal is not null)
                _timer?.Dispose();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _isReading = false;
        }
    }

    private async Task TryNowAsync()
    {
        if (await Runner.RunAsync(async () => await Service.TryNowAsync(await Circuit.GetAsync(_life.Token), _life.Token), Loc[nameof(WebhookTexts.TryNowDone)]))
            await LoadAsync();
    }

    private string Say(string? error)
    {
        const string status = "status_";
        if (error is null)
            return Loc[nameof(WebhookTexts.None)];
        return error.StartsWith(status, StringComparison.Ordinal) ? Loc[nameof(WebhookTexts.Error_status), error[status.Length..]] : Loc["Error_" + error];
    }
}
