using Admin.Domain.Messaging.Importing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Importing;

/// <summary>Deletes files that are done with hourly, on each node: they lie where they were uploaded, and a job of Hangfire's runs on one node only.</summary>
internal sealed class ContactImportCleaner(ContactImportHousekeeping housekeeping, TimeProvider time, ILogger<ContactImportCleaner> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(Interval, time);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await housekeeping.DeleteFilesAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "Files of imports that are done with could not be deleted; that is tried again in an hour");
            }
        }
    }
}
