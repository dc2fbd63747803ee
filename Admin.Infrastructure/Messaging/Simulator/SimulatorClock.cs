using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Lets happen what happens by itself: approvals, ends of pauses and upgrades, releases.</summary>
internal sealed class SimulatorClock(TemplateLife templates, NumberLife numbers, TimeProvider time, ILogger<CloudApiSimulator> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await templates.MoveAsync();
                await numbers.MoveAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
        catch (Exception e)
        {
            logger.LogError(e, "The simulator's templates and numbers stand still");
        }
    }
}
