using Admin.Domain.Auditing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Auditing;

/// <summary>Writes the chains' ends to the log once a day, on every node: the line must not depend on one of them.</summary>
internal sealed class AuditHeadReporter(AuditHeads heads, TimeProvider time, ILogger<AuditHeadReporter> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), time);
        while (await day.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await heads.LogAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The audit chains' ends could not be written to the log; tomorrow's run tries again");
            }
        }
    }
}
