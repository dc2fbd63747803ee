using Admin.Domain.Messaging.Importing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Importing;

/// <summary>Looks for imports when it is woken, and by itself every few seconds: a wake-up may be lost.</summary>
internal sealed class ContactImportWorker(ContactImportRunner runner, ContactImportAlarm alarm, ILogger<ContactImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>One organization's long file must not keep another's waiting.</summary>
    private const int ImportsAtOnce = 2;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, ImportsAtOnce).Select(_ => LookAsync(stoppingToken)));

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.RunDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Imports could not be looked for; that is tried again shortly");
            }

            await alarm.WaitAsync(Interval, stoppingToken);
        }
    }
}
