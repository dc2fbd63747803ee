using Hangfire;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Jobs;

/// <summary>
/// Hangfire's worker, started and stopped by the composition in its own order. Its jobs only wake, or can be
/// cut off anywhere, so it may end at once.
/// </summary>
public sealed class JobsServer(JobStorage storage, JobActivator activator, IRecurringJobManager recurring, TimeProvider time, ILogger<JobsServer> log) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const string NoticeSweep = "notice-sweep";

    private BackgroundJobServer? _server;

    /// <summary>Null while it does not run.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    public void Start()
    {
        if (_server is not null)
            return;
        recurring.AddOrUpdate<CampaignWakeJob>("campaign-sweep", job => job.Sweep(), Cron.Minutely());
        recurring.AddOrUpdate<ReEncryptionWakeJob>("re-encryption-sweep", job => job.Sweep(), Cron.Minutely());
        recurring.AddOrUpdate<PurgeJob>("purge-expired", job => job.RunAsync(CancellationToken.None), Cron.Daily(3));
        recurring.AddOrUpdate<RetentionJob>("retention", job => job.RunAsync(CancellationToken.None), Cron.Daily(3, 20));
        recurring.AddOrUpdate<ErasureSweepJob>("erasure-sweep", job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        recurring.AddOrUpdate<NoticeSweepJob>(NoticeSweep, job => job.RunAsync(CancellationToken.None), Cron.Hourly());
        recurring.AddOrUpdate<TemplateSweepJob>("template-sweep", job => job.RunAsync(CancellationToken.None), Cron.Hourly(17));
        // Their work is the retention's and each node's now; a stored job would be tried for ever.
        recurring.RemoveIfExists("contact-import-sweep");
        recurring.RemoveIfExists("contact-import-files");
        // What came due while nothing ran is told now, not at the next full hour.
        recurring.Trigger(NoticeSweep);
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = 2,
                Activator = activator,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                StopTimeout = TimeSpan.Zero,
                ShutdownTimeout = Patience,
                ServerCheckInterval = TimeSpan.FromMinutes(1),
            },
            storage);
        RunningSince = time.GetUtcNow();
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server)
            return;
        RunningSince = null;
        server.SendStop();
        try
        {
            await server.WaitForShutdownAsync(ct).WaitAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            log.LogDebug("The job worker did not end in time; nothing is lost by that");
        }

        server.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);
}
